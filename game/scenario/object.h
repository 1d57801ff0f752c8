/// Objects with a fixed set of keys.
#pragma once

#include "common/json/json_place.h"
#include "common/json/json_text.h"
#include "game/scenario/nearest_key.h"
#include "game/scenario/problems.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace game {

/// A key that `Reader` knows, and the member function that takes its value.
template <class Reader>
struct KnownKey {
    std::string_view key;
    void (Reader::*read)(const Json& value, const JsonPlace& place);
};

/// Hands every member of `object`, in file order, to the function that takes it. A key that is
/// unknown, or there for the second time, goes to the problems instead.
template <class Reader, std::size_t size>
void read_members(const Json& object, const JsonPlace& place, Reader& reader,
                  const std::array<KnownKey<Reader>, size>& known, ScenarioProblems& problems) {
    const auto nearest = [&known](std::string_view unknown) {
        std::vector<std::string_view> keys;
        keys.reserve(size);
        for (const auto& candidate : known)
            keys.push_back(candidate.key);
        return nearest_key(unknown, keys);
    };
    std::bitset<size> seen;
    std::set<std::string_view> unknown_keys;
    for (const auto& [key, value] : object.get_ref<const Json::object_t&>()) {
        const JsonPlace here = place.member(key);
        std::size_t index = 0;
        while (index < size && known[index].key != key)
            ++index;
        const std::string_view unknown = key;
        const bool is_duplicate =
            index == size ? !unknown_keys.insert(unknown).second : seen.test(index);
        if (is_duplicate) {
            problems.add(here, [] { return "duplicate key"; });
        } else if (index == size) {
            problems.add(here, [&nearest, unknown] {
                return fmt::format("unknown key; did you mean \"{}\"?", nearest(unknown));
            });
        } else {
            seen.set(index);
            (reader.*known[index].read)(value, here);
        }
    }
}

/// True if `object` has a member of that key.
inline bool has_member(const Json& object, std::string_view key) {
    for (const auto& member : object.get_ref<const Json::object_t&>()) {
        if (member.first == key) return true;
    }
    return false;
}

}  // namespace game
