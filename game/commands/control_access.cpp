#include "game/commands/control_access.h"

#include "common/text/number.h"
#include "common/text/text.h"

#include <charconv>
#include <limits>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <grp.h>

namespace game {

namespace {

std::optional<mode_t> read_mode(const std::string& text) {
    constexpr mode_t all = 0777;
    constexpr int octal = 8;
    mode_t mode = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, mode, octal);
    if (error != std::errc() || rest != end || mode > all) return std::nullopt;
    return mode;
}

std::optional<gid_t> find_group(const std::string& text) {
    if (const group* const found = ::getgrnam(text.c_str()); found != nullptr) return found->gr_gid;
    const std::optional<std::uint64_t> number = common::read_whole_number(text);
    // The largest number means "leave it as it is" to chown(2).
    if (!number || *number >= std::numeric_limits<gid_t>::max()) return std::nullopt;
    return static_cast<gid_t>(*number);
}

}  // namespace

ControlAccess read_control_access(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::optional<mode_t> mode = read_mode(text.substr(0, colon));
    if (!mode) {
        throw std::invalid_argument(fmt::format("{} is not an octal mode, 0 to 0777, such as 0660",
                                                common::in_quotes(text.substr(0, colon))));
    }
    ControlAccess access{*mode, std::nullopt};
    if (colon == std::string::npos) return access;
    const std::string name = text.substr(colon + 1);
    access.group = find_group(name);
    if (!access.group) {
        throw std::invalid_argument(fmt::format("no such group: {}", common::in_quotes(name)));
    }
    return access;
}

}  // namespace game
