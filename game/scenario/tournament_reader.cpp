#include "game/scenario/tournament_reader.h"

#include "common/move.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/scenario/match_reader.h"
#include "game/scenario/members.h"
#include "game/scenario/values.h"

#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

constexpr NumberRange rounds_range = {1, 1'000'000};
constexpr std::size_t most_players = 10'000;

bool is_object(const Json& value, ScenarioProblems& problems) {
    if (value.is_object()) return true;
    problems.add(fmt::format("must be an object, not {}", common::kind_of(value)));
    return false;
}

/// Takes the values of one player.
class PlayerReader {
  public:
    explicit PlayerReader(ScenarioProblems& problems) : problems_(problems), values_(problems) {}

    TournamentPlayer read(const Json& object) {
        for (const std::string_view key : {"name", "command"}) {
            if (!object.contains(key)) problems_.add(fmt::format("must have \"{}\"", key));
        }
        read_members(object, *this, keys, problems_);
        return std::move(player_);
    }

  private:
    void name(const Json& value) {
        if (!value.is_string()) {
            problems_.add(fmt::format("must be a string, not {}", common::kind_of(value)));
        } else if (!common::is_player_name(value.get_ref<const std::string&>())) {
            problems_.add("must be 1 to 64 bytes without white space and control characters");
        } else {
            player_.name = value.get_ref<const std::string&>();
        }
    }

    void command(const Json& value) {
        if (value.is_array() && value.empty()) problems_.add("must not be empty");
        if (auto read = values_.words(value)) player_.command = std::move(*read);
    }

    void env(const Json& value) {
        if (auto read = values_.environment(value)) player_.environment = std::move(*read);
    }

    void cwd(const Json& value) {
        if (auto read = values_.filled_text(value)) player_.cwd = std::move(*read);
    }

    static constexpr std::array<KnownKey<PlayerReader>, 4> keys = {{
        {"name", &PlayerReader::name},
        {"command", &PlayerReader::command},
        {"env", &PlayerReader::env},
        {"cwd", &PlayerReader::cwd},
    }};

    ScenarioProblems& problems_;
    ScenarioValues values_;
    TournamentPlayer player_;
};

/// Takes the values of `sprt`.
class TestReader {
  public:
    explicit TestReader(ScenarioProblems& problems) : problems_(problems) {}

    TournamentTest read(const Json& object) {
        read_members(object, *this, keys, problems_);
        if (test_.elo0 >= test_.elo1) problems_.add("\"elo0\" must be below \"elo1\"");
        return test_;
    }

  private:
    void elo0(const Json& value) { test_.elo0 = elo(value).value_or(test_.elo0); }
    void elo1(const Json& value) { test_.elo1 = elo(value).value_or(test_.elo1); }
    void alpha(const Json& value) { test_.alpha = chance(value).value_or(test_.alpha); }
    void beta(const Json& value) { test_.beta = chance(value).value_or(test_.beta); }

    std::optional<double> elo(const Json& value) {
        constexpr double most = 1000;
        return number(
            value, [](double read) { return read >= -most && read <= most; },
            "is not between -1000 and 1000");
    }

    std::optional<double> chance(const Json& value) {
        constexpr double most = 0.5;
        return number(
            value, [](double read) { return read > 0 && read < most; },
            "is not above 0 and below 0.5");
    }

    template <class IsGood>
    std::optional<double> number(const Json& value, IsGood is_good, std::string_view problem) {
        if (!value.is_number()) {
            problems_.add(fmt::format("must be a number, not {}", common::kind_of(value)));
            return std::nullopt;
        }
        const auto read = value.get<double>();
        if (is_good(read)) return read;
        problems_.add(fmt::format("{} {}", value.dump(), problem));
        return std::nullopt;
    }

    static constexpr std::array<KnownKey<TestReader>, 4> keys = {{
        {"elo0", &TestReader::elo0},
        {"elo1", &TestReader::elo1},
        {"alpha", &TestReader::alpha},
        {"beta", &TestReader::beta},
    }};

    ScenarioProblems& problems_;
    TournamentTest test_;
};

/// Takes the values of the object `tournament`.
class TournamentReader {
  public:
    TournamentReader(const std::filesystem::path& folder, ScenarioProblems& problems)
        : folder_(folder), problems_(problems), values_(problems) {}

    TournamentSettings read(const Json& object) {
        for (const std::string_view key : {"players", "results"}) {
            if (!object.contains(key)) problems_.add(fmt::format("must have \"{}\"", key));
        }
        read_members(object, *this, keys, problems_);
        check(object);
        return std::move(tournament_);
    }

  private:
    void players(const Json& value) {
        if (!value.is_array()) {
            problems_.add(fmt::format("must be a list, not {}", common::kind_of(value)));
            return;
        }
        if (value.size() < 2 || value.size() > most_players) {
            problems_.add(
                fmt::format("must have 2 to {} players, not {}", most_players, value.size()));
        }
        player_count_ = value.size();
        std::set<std::string, std::less<>> names;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const ScenarioPlace here(problems_, i);
            if (!is_object(value[i], problems_)) continue;
            TournamentPlayer player = PlayerReader(problems_).read(value[i]);
            if (!player.name.empty() && !names.insert(player.name).second) {
                const ScenarioPlace name(problems_, "name");
                problems_.add("this name is there already");
            }
            tournament_.players.push_back(std::move(player));
        }
    }

    void format(const Json& value) {
        if (const auto read = read_word(value, tournament_formats, problems_)) {
            tournament_.format = static_cast<TournamentFormat>(*read);
        }
    }

    void group(const Json& value) {
        const auto read = values_.whole_number(value, {2, most_players});
        tournament_.group = read.value_or(tournament_.group);
    }

    void rounds(const Json& value) {
        const auto read = values_.whole_number(value, rounds_range);
        tournament_.rounds = read.value_or(tournament_.rounds);
    }

    void seed(const Json& value) {
        if (value.is_number_unsigned() && value.get<std::uint64_t>() <= max_tournament_seed) {
            tournament_.seed = value.get<std::uint64_t>();
        } else {
            problems_.add(fmt::format("must be a whole number from 0 to {}", max_tournament_seed));
        }
    }

    void sprt(const Json& value) {
        if (is_object(value, problems_)) tournament_.test = TestReader(problems_).read(value);
    }

    void results(const Json& value) {
        if (const auto read = values_.filled_text(value)) tournament_.results = path(*read);
    }

    void logs(const Json& value) {
        if (const auto read = values_.filled_text(value)) tournament_.logs = path(*read);
    }

    void keep_logs(const Json& value) {
        if (const auto read = read_word(value, keep_logs_words, problems_)) {
            tournament_.keep_logs = static_cast<KeepLogs>(*read);
        }
    }

    std::filesystem::path path(const std::string& given) const {
        return (folder_ / given).lexically_normal();
    }

    void check(const Json& object) {
        if (player_count_ >= 2 && tournament_.group > player_count_) {
            const ScenarioPlace here(problems_, "group");
            problems_.add(fmt::format("{} is more than the number of players, {}",
                                      tournament_.group, player_count_));
        }
        if (object.contains("sprt") && player_count_ > 2) {
            const ScenarioPlace here(problems_, "sprt");
            problems_.add(fmt::format("compares two players, not {}", player_count_));
        }
        if (object.contains("keep_logs") && !object.contains("logs")) {
            const ScenarioPlace here(problems_, "keep_logs");
            problems_.add("needs \"logs\"");
        }
    }

    static constexpr std::array<KnownKey<TournamentReader>, 9> keys = {{
        {"players", &TournamentReader::players},
        {"format", &TournamentReader::format},
        {"group", &TournamentReader::group},
        {"rounds", &TournamentReader::rounds},
        {"seed", &TournamentReader::seed},
        {"sprt", &TournamentReader::sprt},
        {"results", &TournamentReader::results},
        {"logs", &TournamentReader::logs},
        {"keep_logs", &TournamentReader::keep_logs},
    }};

    const std::filesystem::path& folder_;
    ScenarioProblems& problems_;
    ScenarioValues values_;
    std::size_t player_count_ = 0;
    TournamentSettings tournament_;
};

}  // namespace

std::optional<TournamentSettings> read_tournament(const Json& value,
                                                  const std::filesystem::path& folder,
                                                  ScenarioProblems& problems) {
    if (!is_object(value, problems)) return std::nullopt;
    return TournamentReader(folder, problems).read(value);
}

void check_tournament(const Scenario& scenario, ScenarioProblems& problems) {
    if (!scenario.match) {
        problems.add("a tournament must have \"match\"");
    }
    if (scenario.stop_when.event != StopWhen::Event::all_end) {
        const ScenarioPlace here(problems, "stop_when");
        problems.add("a tournament has no entries to wait for");
    }
}

}  // namespace game
