#include "game/rules/json_parts.h"

#include "common/move.h"
#include "common/text/text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace game::rules {

namespace {

/// Adds that `value` must be `wanted`, such as `a number`, unless `good`; returns `good`.
bool is_kind(bool good, std::string_view wanted, const Json& value, const JsonPlace& place,
             Problems& problems) {
    if (!good) {
        problems.add(place, [&] {
            return fmt::format("must be {}, not {}", wanted, common::kind_of(value));
        });
    }
    return good;
}

}  // namespace

bool is_reason(std::string_view text) {
    constexpr std::size_t longest = 80;
    return text.size() <= longest && std::none_of(text.begin(), text.end(), common::is_control);
}

bool Values::is_object(const Json& value, const JsonPlace& place) {
    return is_kind(value.is_object(), "an object", value, place, problems_);
}

bool Values::is_list(const Json& value, const JsonPlace& place) {
    return is_kind(value.is_array(), "a list", value, place, problems_);
}

std::optional<std::int64_t> Values::whole_number(const Json& value, const JsonPlace& place,
                                                 Range range) {
    if (!is_kind(value.is_number(), "a whole number", value, place, problems_)) return std::nullopt;
    const double number = value.get<double>();  // exact as far as any range goes
    if (std::trunc(number) != number) {
        problems_.add(place, [&] { return fmt::format("{} is not a whole number", value.dump()); });
        return std::nullopt;
    }
    if (number < static_cast<double>(range.min) || number > static_cast<double>(range.max)) {
        problems_.add(place, [&] {
            return fmt::format("{} is not between {} and {}", value.dump(), range.min, range.max);
        });
        return std::nullopt;
    }
    return static_cast<std::int64_t>(number);
}

std::optional<std::string> Values::text(const Json& value, const JsonPlace& place) {
    if (!is_kind(value.is_string(), "a string", value, place, problems_)) return std::nullopt;
    return value.get<std::string>();
}

std::optional<std::string> Values::player_name(const Json& value, const JsonPlace& place) {
    std::optional<std::string> name = text(value, place);
    if (name && !common::is_player_name(*name)) {
        problems_.add(place, [] {
            return fmt::format("must be 1 to {} bytes without white space and control characters",
                               common::max_player_name);
        });
        return std::nullopt;
    }
    return name;
}

std::optional<std::size_t> Values::one_of(std::span<const std::string_view> words,
                                          const Json& value, const JsonPlace& place) {
    const std::optional<std::string> word = text(value, place);
    if (!word) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), *word);
    if (found == words.end()) {
        problems_.add(place, [&] {
            return fmt::format("must be one of {}, not {}", comma_list(words),
                               common::in_quotes(common::shortened(*word, 40)));
        });
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - words.begin());
}

std::optional<Square> Values::square(const Json& value, const JsonPlace& place, int width,
                                     int height, int reach) {
    const bool is_pair = value.is_array() && value.size() == 2;
    if (!is_pair) {
        problems_.add(place, [&] {
            return value.is_array() ? fmt::format("must be [x, y], not a list of {}", value.size())
                                    : fmt::format("must be [x, y], not {}", common::kind_of(value));
        });
        return std::nullopt;
    }
    const auto x = whole_number(value[0], place.element(0), {-reach, width - 1 + reach});
    const auto y = whole_number(value[1], place.element(1), {-reach, height - 1 + reach});
    if (!x || !y) return std::nullopt;
    return Square{static_cast<int>(*x), static_cast<int>(*y)};
}

Members::Members(const Json& object, const JsonPlace& place,
                 std::span<const std::string_view> known, Problems& problems)
    : place_(place), known_(known), found_(known.size(), nullptr) {
    for (const auto& [key, value] : object.get_ref<const Json::object_t&>()) {
        const auto index =
            static_cast<std::size_t>(std::find(known.begin(), known.end(), key) - known.begin());
        if (index == known.size()) {
            problems.add(place.member(key), [known] {
                return fmt::format("unknown key; the keys are {}", comma_list(known));
            });
        } else if (found_[index] != nullptr) {
            problems.add(place.member(key), [] { return "duplicate key"; });
        } else {
            found_[index] = &value;
        }
    }
}

const Json* Members::find(std::string_view key) const {
    const auto index =
        static_cast<std::size_t>(std::find(known_.begin(), known_.end(), key) - known_.begin());
    return found_[index];
}

void Members::read(std::string_view key, Range range, int& number, Values& values) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    const auto read = values.whole_number(*value, place_.member(key), range);
    if (read) number = static_cast<int>(*read);
}

void Members::read(std::string_view key, Range range, std::uint64_t& number, Values& values) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    const auto read = values.whole_number(*value, place_.member(key), range);
    if (read) number = static_cast<std::uint64_t>(*read);
}

std::string StartNames::read(const Members& members, std::string_view key, bool takes_part,
                             Values& values) {
    const Json* value = members.find(key);
    if (value == nullptr) {
        values.problems().add(members.place(), [key] { return fmt::format("needs \"{}\"", key); });
        return {};
    }
    const JsonPlace here = members.place().member(key);
    std::optional<std::string> name = values.player_name(*value, here);
    if (!name) return {};
    if (!seen_.insert(*name).second) {
        values.problems().add(here, [] { return "this name is there already"; });
    } else if (takes_part && !players_.contains(*name)) {
        values.problems().add(here, [] { return "no player has this name"; });
    }
    return *std::move(name);
}

void read_board_size(const Members& start, const Json* settings, Range range, int& width,
                     int& height, Values& values) {
    const auto read = [&](std::string_view key, int& size) {
        const int wanted = size;
        start.read(key, range, size, values);
        if (size == wanted || !has_member(settings, key)) return;
        values.problems().add(start.place().member(key), [&] {
            return fmt::format("{} is not the {} of the settings, {}", size, key, wanted);
        });
    };
    read("width", width);
    read("height", height);
}

std::string comma_list(std::span<const std::string_view> words) {
    std::string list;
    for (const std::string_view word : words) {
        if (!list.empty()) list += ", ";
        list += word;
    }
    return list;
}

bool has_member(const Json* object, std::string_view key) {
    if (object == nullptr || !object->is_object()) return false;
    const auto& members = object->get_ref<const Json::object_t&>();
    return std::any_of(members.begin(), members.end(),
                       [key](const auto& member) { return member.first == key; });
}

void rank_by_score(std::vector<Rank>& ranks) {
    // An insertion sort, which keeps the order of equals: clang does not compile std::stable_sort
    // of libstdc++ 12 without a warning of something deprecated.
    const auto is_better = [](const Rank& a, const Rank& b) { return a.score > b.score; };
    for (auto next = ranks.begin(); next != ranks.end(); ++next)
        std::rotate(std::upper_bound(ranks.begin(), next, *next, is_better), next, next + 1);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        const bool is_draw = i > 0 && ranks[i].score == ranks[i - 1].score;
        ranks[i].rank = is_draw ? ranks[i - 1].rank : i + 1;
    }
}

}  // namespace game::rules
