#include "game/scenario/match_reader.h"

#include "common/move.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/scenario/members.h"
#include "game/scenario/values.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

constexpr std::array<std::string_view, 2> match_modes = {"lockstep", "ticks"};
constexpr NumberRange strikes_range = {1, 1'000'000'000};
constexpr NumberRange turns_range = {1, 1'000'000'000};

constexpr std::string_view name_rule =
    "must be 1 to 64 bytes without white space and control characters";

std::string cited_word(std::string_view text) {
    constexpr std::size_t longest = 40;
    return common::visible(common::in_quotes(common::shortened(text, longest)));
}

/// Takes the values of the object `match`.
class MatchReader {
  public:
    explicit MatchReader(ScenarioProblems& problems) : problems_(problems), values_(problems) {}

    MatchSettings read(const Json& object) {
        const bool has_rules = object.contains("rules");
        const bool has_referee = object.contains("referee");
        if (has_rules && has_referee) {
            problems_.add("has both \"rules\" and \"referee\", must have one of them");
        } else if (!has_rules && !has_referee) {
            problems_.add("must have \"rules\" or \"referee\"");
        }
        read_members(object, *this, keys, problems_);
        check_first_limit();
        return std::move(match_);
    }

  private:
    void rules(const Json& value) {
        if (const auto read = read_word(value, built_in_rules, problems_)) {
            match_.rules = built_in_rules.at(*read);
        }
    }

    void referee(const Json& value) {
        if (value.is_array() && value.empty()) problems_.add("must not be empty");
        if (auto read = values_.words(value)) match_.referee = std::move(*read);
    }

    void mode(const Json& value) {
        const auto read = read_word(value, match_modes, problems_);
        match_.mode = read.value_or(0) == 0 ? MatchMode::lockstep : MatchMode::ticks;
    }

    void turn_limit(const Json& value) {
        if (const auto read = values_.timeout(value)) match_.turn_limit = *read;
    }

    void first_limit(const Json& value) { first_limit_ = values_.timeout(value); }

    void bank(const Json& value) {
        if (const auto read = values_.seconds(value)) match_.bank = *read;
    }

    void strikes(const Json& value) {
        if (!value.is_null()) match_.strikes = values_.whole_number(value, strikes_range);
    }

    void pace(const Json& value) {
        if (const auto read = values_.seconds(value)) match_.pace = *read;
    }

    void tick(const Json& value) {
        if (const auto read = values_.timeout(value)) match_.tick = *read;
    }

    void turns(const Json& value) { match_.turns = values_.whole_number(value, turns_range); }

    void start(const Json& value) {
        if (is_object(value)) match_.start = value.dump();
    }

    void settings(const Json& value) {
        if (is_object(value)) match_.settings = value.dump();
    }

    bool is_object(const Json& value) {
        if (value.is_object()) return true;
        problems_.add(fmt::format("must be an object, not {}", common::kind_of(value)));
        return false;
    }

    void check_first_limit() {
        if (first_limit_ && *first_limit_ < match_.turn_limit) {
            const ScenarioPlace here(problems_, "first_limit");
            problems_.add("must be at least \"turn_limit\"");
        }
        match_.first_limit = first_limit_.value_or(std::max(match_.first_limit, match_.turn_limit));
    }

    static constexpr std::array<KnownKey<MatchReader>, 12> keys = {{
        {"rules", &MatchReader::rules},
        {"referee", &MatchReader::referee},
        {"mode", &MatchReader::mode},
        {"turn_limit", &MatchReader::turn_limit},
        {"first_limit", &MatchReader::first_limit},
        {"bank", &MatchReader::bank},
        {"strikes", &MatchReader::strikes},
        {"pace", &MatchReader::pace},
        {"tick", &MatchReader::tick},
        {"turns", &MatchReader::turns},
        {"start", &MatchReader::start},
        {"settings", &MatchReader::settings},
    }};

    ScenarioProblems& problems_;
    ScenarioValues values_;
    MatchSettings match_;
    std::optional<async::Duration> first_limit_;
};

}  // namespace

std::optional<MatchSettings> read_match(const Json& value, ScenarioProblems& problems) {
    if (!value.is_object()) {
        problems.add(fmt::format("must be an object, not {}", common::kind_of(value)));
        return std::nullopt;
    }
    return MatchReader(problems).read(value);
}

std::optional<std::vector<std::string>> read_plays(const Json& value, ScenarioProblems& problems) {
    if (!value.is_array()) {
        problems.add(fmt::format("must be a list of strings, not {}", common::kind_of(value)));
        return std::nullopt;
    }
    if (value.empty() || value.size() > max_plays) {
        problems.add(fmt::format("must have 1 to {} names, not {}", max_plays, value.size()));
        return std::nullopt;
    }
    std::vector<std::string> names;
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const ScenarioPlace here(problems, i);
        if (!value[i].is_string()) {
            problems.add(fmt::format("must be a string, not {}", common::kind_of(value[i])));
            continue;
        }
        const auto& name = value[i].get_ref<const std::string&>();
        if (!common::is_player_name(name)) {
            problems.add(name_rule);
        } else if (!seen.insert(name).second) {
            problems.add("this name is there already");
        } else {
            names.push_back(name);
        }
    }
    if (names.size() < value.size()) return std::nullopt;
    return names;
}

std::optional<std::size_t> read_word(const Json& value, std::span<const std::string_view> words,
                                     ScenarioProblems& problems) {
    if (!value.is_string()) {
        problems.add(fmt::format("must be a string, not {}", common::kind_of(value)));
        return std::nullopt;
    }
    const auto& word = value.get_ref<const std::string&>();
    const auto found = std::ranges::find(words, word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string list;
    for (const std::string_view known : words)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : " or ", known);
    problems.add(fmt::format("must be {}, not {}", list, cited_word(word)));
    return std::nullopt;
}

void check_match(const Scenario& scenario, ScenarioProblems& problems) {
    const bool is_lockstep = scenario.match->mode == MatchMode::lockstep;
    for (std::size_t i = 0; i < scenario.script.size(); ++i) {
        const Entry& entry = scenario.script[i];
        const bool takes_part = !is_lockstep || entry.time == async::Duration(0);
        if (!takes_part || common::is_player_name(entry.plays.front())) continue;
        const ScenarioPlace script(problems, "script");
        const ScenarioPlace here(problems, i);
        problems.add(fmt::format("the name {} has white space, so \"plays\" must name the player",
                                 cited_word(entry.plays.front())));
    }
    if (!is_lockstep) return;
    const std::uint64_t workers = scenario.match_workers();
    if (workers == 0) {
        const ScenarioPlace here(problems, "match");
        problems.add("needs an entry with time 0: in lockstep no others take part");
    }
    if (scenario.max_running && *scenario.max_running < workers) {
        const ScenarioPlace here(problems, "max_running");
        problems.add(fmt::format("{} is less than the number of workers in the match, {}",
                                 *scenario.max_running, workers));
    }
    if (scenario.slots() && *scenario.slots() < workers) {
        const ScenarioPlace here(problems, "hosts");
        problems.add(fmt::format("{} slots are less than the number of workers in the match, {}",
                                 *scenario.slots(), workers));
    }
}

}  // namespace game
