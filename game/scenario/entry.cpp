#include "game/scenario/entry.h"

#include "common/json/json_message.h"
#include "game/scenario/object.h"
#include "game/scenario/values.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// Takes the values of one entry's object.
class EntryReader {
  public:
    EntryReader(const std::filesystem::path& folder, ScenarioProblems& problems)
        : folder_(folder), problems_(problems), values_(problems) {
        entry_.cwd = folder;
    }

    Entry read(const Json& object, const JsonPlace& place) {
        const bool predef = has_member(object, "predef");
        const bool command = has_member(object, "command");
        if (predef == command) {
            problems_.add(place, [predef] {
                return predef ? "has both \"predef\" and \"command\", must have one of them"
                              : "must have \"predef\" or \"command\"";
            });
        }
        read_members(object, place, *this, keys, problems_);
        const bool complete = entry_.predef || !entry_.command.empty();
        if (entry_.name.empty() && complete) entry_.name = default_name(entry_);
        return std::move(entry_);
    }

  private:
    void time(const Json& value, const JsonPlace& place) {
        entry_.time = values_.seconds(value, place).value_or(Duration(0));
    }

    void predef(const Json& value, const JsonPlace& place) {
        const auto read = values_.whole_number(value, place, predef_range);
        if (read) entry_.predef = static_cast<int>(*read);
    }

    void command(const Json& value, const JsonPlace& place) {
        if (value.is_array() && value.empty()) {
            problems_.add(place, [] { return "must not be empty"; });
        }
        if (auto read = values_.words(value, place)) entry_.command = std::move(*read);
    }

    void name(const Json& value, const JsonPlace& place) {
        if (auto read = values_.name(value, place)) entry_.name = std::move(*read);
    }

    void count(const Json& value, const JsonPlace& place) {
        entry_.count = values_.whole_number(value, place, count_range).value_or(1);
    }

    void timeout(const Json& value, const JsonPlace& place) {
        entry_.timeout = values_.timeout(value, place);
    }

    void env(const Json& value, const JsonPlace& place) {
        if (auto read = values_.environment(value, place)) entry_.environment = std::move(*read);
    }

    void cwd(const Json& value, const JsonPlace& place) {
        if (const auto read = values_.filled_text(value, place)) entry_.cwd = folder_ / *read;
    }

    static constexpr std::array<KnownKey<EntryReader>, 8> keys = {{
        {"time", &EntryReader::time},
        {"predef", &EntryReader::predef},
        {"command", &EntryReader::command},
        {"name", &EntryReader::name},
        {"count", &EntryReader::count},
        {"timeout", &EntryReader::timeout},
        {"env", &EntryReader::env},
        {"cwd", &EntryReader::cwd},
    }};

    const std::filesystem::path& folder_;
    ScenarioProblems& problems_;
    ScenarioValues values_;
    Entry entry_;
};

}  // namespace

std::optional<Entry> read_entry(const Json& value, const JsonPlace& place,
                                const std::filesystem::path& folder, ScenarioProblems& problems) {
    if (!value.is_object()) {
        problems.add(place,
                     [&] { return fmt::format("must be an object, not {}", kind_of(value)); });
        return std::nullopt;
    }
    return EntryReader(folder, problems).read(value, place);
}

std::optional<Entry> read_pair(const Json& value, const JsonPlace& place,
                               const std::filesystem::path& folder, ScenarioProblems& problems) {
    if (!value.is_array() || value.size() != 2) {
        problems.add(place, [&] {
            return value.is_array()
                       ? fmt::format("must be a pair [time, predef], not a list of {}",
                                     value.size())
                       : fmt::format("must be a pair [time, predef], not {}", kind_of(value));
        });
        return std::nullopt;
    }
    ScenarioValues values(problems);
    const auto time = values.seconds(value[0], place.element(0));
    const auto predef = values.whole_number(value[1], place.element(1), predef_range);
    if (!time || !predef) return std::nullopt;
    Entry entry = predef_entry(static_cast<int>(*predef), folder);
    entry.time = *time;
    return entry;
}

}  // namespace game
