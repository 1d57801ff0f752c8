#include "game/web/close_code.h"

#include "common/text/utf8.h"

namespace game::web {

std::string_view shorten_reason(std::string_view reason) {
    std::size_t size = 0;
    while (size < reason.size()) {
        const std::size_t next = common::first_character(reason.substr(size)).size;
        if (next == 0 || size + next > most_reason_bytes) break;
        size += next;
    }
    return reason.substr(0, size);
}

}  // namespace game::web
