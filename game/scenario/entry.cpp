#include "game/scenario/entry.h"

#include "game/scenario/match_reader.h"
#include "game/scenario/members.h"
#include "game/scenario/values.h"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

/// Takes the values of one entry's object.
class EntryReader {
  public:
    EntryReader(const std::filesystem::path& folder, ScenarioProblems& problems)
        : folder_(folder), problems_(problems), values_(problems) {
        entry_.cwd = folder;
    }

    Entry read(const Json& object) {
        const bool predef = object.contains("predef");
        const bool command = object.contains("command");
        if (predef && command) {
            problems_.add("has both \"predef\" and \"command\", must have one of them");
        } else if (!predef && !command) {
            problems_.add("must have \"predef\" or \"command\"");
        }
        read_members(object, *this, keys, problems_);
        const bool complete = entry_.predef || !entry_.command.empty();
        if (entry_.name.empty() && complete) entry_.name = default_name(entry_);
        if (entry_.plays.empty() && complete) entry_.plays = default_plays(entry_);
        if (entry_.predef) entry_.hears_match = false;
        return std::move(entry_);
    }

  private:
    void time(const Json& value) {
        entry_.time = values_.seconds(value).value_or(async::Duration(0));
    }

    void predef(const Json& value) {
        const auto read = values_.whole_number(value, predef_range);
        if (read) entry_.predef = static_cast<int>(*read);
    }

    void command(const Json& value) {
        if (value.is_array() && value.empty()) problems_.add("must not be empty");
        if (auto read = values_.words(value)) entry_.command = std::move(*read);
    }

    void name(const Json& value) {
        if (auto read = values_.name(value)) entry_.name = std::move(*read);
    }

    void count(const Json& value) {
        entry_.count = values_.whole_number(value, count_range).value_or(1);
    }

    void timeout(const Json& value) { entry_.timeout = values_.timeout(value); }

    void restart(const Json& value) {
        entry_.restart = values_.restart(value).value_or(RestartWhen::never);
    }

    void restart_delay(const Json& value) {
        if (const auto read = values_.seconds(value)) entry_.restart_delay = *read;
    }

    void max_restarts(const Json& value) {
        entry_.max_restarts = values_.whole_number(value, max_restarts_range);
    }

    void env(const Json& value) {
        if (auto read = values_.environment(value)) entry_.environment = std::move(*read);
    }

    void cwd(const Json& value) {
        const auto read = values_.filled_text(value);
        if (!read) return;
        entry_.cwd = folder_ / *read;
        entry_.given_cwd = *read;
    }

    void plays(const Json& value) {
        if (auto read = read_plays(value, problems_)) entry_.plays = std::move(*read);
    }

    void input(const Json& value) {
        if (const auto read = read_word(value, match_inputs, problems_)) {
            entry_.hears_match = *read == 0;
        }
    }

    static constexpr std::array<KnownKey<EntryReader>, 13> keys = {{
        {"time", &EntryReader::time},
        {"predef", &EntryReader::predef},
        {"command", &EntryReader::command},
        {"name", &EntryReader::name},
        {"count", &EntryReader::count},
        {"timeout", &EntryReader::timeout},
        {"restart", &EntryReader::restart},
        {"restart_delay", &EntryReader::restart_delay},
        {"max_restarts", &EntryReader::max_restarts},
        {"env", &EntryReader::env},
        {"cwd", &EntryReader::cwd},
        {"plays", &EntryReader::plays},
        {"input", &EntryReader::input},
    }};

    const std::filesystem::path& folder_;
    ScenarioProblems& problems_;
    ScenarioValues values_;
    Entry entry_;
};

}  // namespace

std::optional<Entry> read_entry(const Json& value, const std::filesystem::path& folder,
                                ScenarioProblems& problems) {
    if (!value.is_object()) {
        problems.add(fmt::format("must be an object, not {}", common::kind_of(value)));
        return std::nullopt;
    }
    return EntryReader(folder, problems).read(value);
}

std::optional<Entry> read_pair(const Json& value, const std::filesystem::path& folder,
                               ScenarioProblems& problems) {
    if (!value.is_array() || value.size() != 2) {
        problems.add(fmt::format("must be a pair [time, predef], not {}{}", common::kind_of(value),
                                 value.is_array() ? fmt::format(" of {}", value.size()) : ""));
        return std::nullopt;
    }
    ScenarioValues values(problems);
    std::optional<async::Duration> time;
    std::optional<std::uint32_t> predef;
    {
        const ScenarioPlace here(problems, std::size_t{0});
        time = values.seconds(value[0]);
    }
    {
        const ScenarioPlace here(problems, std::size_t{1});
        predef = values.whole_number(value[1], predef_range);
    }
    if (!time || !predef) return std::nullopt;
    Entry entry = predef_entry(static_cast<int>(*predef), folder);
    entry.time = *time;
    return entry;
}

}  // namespace game
