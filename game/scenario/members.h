/// Objects with a fixed set of keys.
#pragma once

#include "common/json/json_text.h"
#include "common/text/nearest_word.h"
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
    void (Reader::*read)(const common::Json& value);
};

/// Passes every member of `object`, in file order, to the function that takes it. A key that is
/// unknown, or there for the second time, is a problem instead.
template <class Reader, std::size_t size>
void read_members(const common::Json& object, Reader& reader,
                  const std::array<KnownKey<Reader>, size>& known, ScenarioProblems& problems) {
    std::vector<std::string_view> names;
    names.reserve(size);
    for (const auto& candidate : known)
        names.push_back(candidate.key);
    std::bitset<size> seen;
    std::set<std::string_view> unknown_keys;
    for (const auto& [key, value] : object.get_ref<const common::Json::object_t&>()) {
        const ScenarioPlace here(problems, key);
        std::size_t index = 0;
        while (index < size && known[index].key != key)
            ++index;
        const bool is_known = index < size;
        const bool is_duplicate =
            is_known ? seen.test(index) : !unknown_keys.insert(std::string_view(key)).second;
        if (is_duplicate) {
            problems.add("duplicate key");
        } else if (is_known) {
            seen.set(index);
            (reader.*known[index].read)(value);
        } else {
            problems.add(
                fmt::format("unknown key; did you mean \"{}\"?", common::nearest_word(key, names)));
        }
    }
}

}  // namespace game
