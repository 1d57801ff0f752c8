#include "common/text/terminal_text.h"

#include "common/text/visible_text.h"

#include <algorithm>

namespace common {

namespace {

std::string_view last_state(std::string_view text) {
    const std::size_t last = text.find_last_not_of('\r');
    if (last == std::string_view::npos) return {};
    text = text.substr(0, last + 1);
    return text.substr(text.rfind('\r') + 1);  // npos + 1 is 0: nothing is overwritten
}

/// The size of the SGR sequence that `text` begins with; 0 if it begins with none. The parameters
/// are limited, to less than what terminals take.
std::size_t sgr_size(std::string_view text) {
    constexpr std::string_view introducer = "\x1b[";
    constexpr std::size_t longest = 64;
    if (!text.starts_with(introducer)) return 0;
    const std::string_view start = text.substr(0, longest);
    const std::size_t end = start.find_first_not_of("0123456789;:", introducer.size());
    return end != std::string_view::npos && start[end] == 'm' ? end + 1 : 0;
}

}  // namespace

void append_terminal_text(std::string& out, std::string_view text, Sgr sgr) {
    bool is_changed = false;
    text = last_state(text);
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find_first_of("\t\x1b"), text.size());
        append_visible(out, text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t size = sgr_size(text);
        if (text.front() == '\t') {
            out += '\t';
        } else if (size == 0) {
            append_visible(out, text.substr(0, 1));
        } else if (sgr == Sgr::keep) {
            out += text.substr(0, size);
            is_changed = true;
        }
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    if (is_changed) out += "\x1b[0m";
}

}  // namespace common
