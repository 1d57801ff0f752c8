#include "game/rules/json_place.h"

#include "common/text/text.h"
#include "common/text/visible_text.h"

namespace game::rules {

namespace {

constexpr std::size_t longest_key_shown = 80;

std::string escaped(std::string_view key) {
    std::string result;
    for (const char c : common::shortened(key, longest_key_shown)) {
        if (c == '~') {
            result += "~0";
        } else if (c == '/') {
            result += "~1";
        } else {
            result += c;
        }
    }
    return common::visible(result);
}

}  // namespace

std::string JsonPlace::pointer() const {
    if (parent_ == nullptr) return "";
    const auto* const key = std::get_if<std::string_view>(&step_);
    return parent_->pointer() + '/' +
           (key != nullptr ? escaped(*key) : std::to_string(std::get<std::size_t>(step_)));
}

}  // namespace game::rules
