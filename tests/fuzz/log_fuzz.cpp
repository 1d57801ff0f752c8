// Whatever a log holds, its lines give events that could have happened, or one short problem; the
// same ones however it is cut into reads.

#include "game/log/fields.h"
#include "game/log/lines.h"
#include "game/log/reader.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace {

/// Looks at every byte of an event, and adds it up.
struct Sum {
    std::size_t& sum;

    void text(std::string_view bytes) const {
        for (const char c : bytes)
            sum = sum * 31 + static_cast<unsigned char>(c);
    }
    void label(std::string_view bytes) const {
        require(bytes.size() <= game::max_log_label);
        require(bytes.find('\n') == std::string_view::npos);
        text(bytes);
    }
    /// JSON in one line, or nothing.
    void object(std::string_view bytes) const {
        require(bytes.empty() || (bytes.front() == '{' && bytes.back() == '}'));
        require(bytes.find('\n') == std::string_view::npos);
        text(bytes);
    }
    void players(std::span<const game::MatchPlayer> list) const {
        for (const game::MatchPlayer& player : list)
            text(player.name);
    }
    void operator()(const game::ScenarioEvent& event) const {
        require(event.speed > 0);
        text(event.file);
        if (event.so_far == nullptr) return;
        for (const game::RunningWorker& worker : event.so_far->running) {
            require(worker.start <= event.t);
            label(worker.label);
        }
    }
    void operator()(const game::ClockEvent& event) const { require(event.seconds >= 0); }
    void operator()(const game::StartEvent& event) const {
        label(event.label);
        for (const std::string& word : event.command)
            text(word);
    }
    void operator()(const game::LineEvent& event) const {
        label(event.label);
        text(event.text);
    }
    void operator()(const game::ExitEvent& event) const {
        require(event.ran.count() >= 0);
        label(event.label);
        text(event.error);
    }
    void operator()(const game::CommandEvent& event) const {
        text(event.text);
        text(event.error.value_or(""));
    }
    void operator()(const game::StopEvent& event) const { text(event.reason); }
    void operator()(const game::MatchEvent& event) const {
        require(event.rules.empty() != event.referee.empty());
        for (const std::string& word : event.referee)
            text(word);
        for (const auto& limit : {event.turn_limit, event.first_limit})
            require(limit.value_or(event.bank).count() >= 0);
        require(event.bank.count() >= 0 && event.pace.count() >= 0 && event.tick.count() >= 0);
        text(event.mode);
        object(event.settings);
        players(event.players);
        object(event.state);
        object(event.views);
    }
    void operator()(const game::TurnEvent& event) const {
        for (const game::PlayerTurn& move : event.moves) {
            require(!name_of(move.status).empty());
            require(move.seconds.value_or(async::Duration(0)).count() >= 0);
            text(move.player);
            text(move.move);
            text(move.say);
        }
        for (const game::PlayerEvent& what : event.events) {
            for (const std::string& part : {what.player, what.cause, what.by, what.illegal})
                text(part);
        }
        players(event.joined);
        for (const std::string& player : event.left)
            text(player);
        object(event.state);
        object(event.views);
    }
    void operator()(const game::ResultEvent& event) const {
        text(event.reason);
        for (const game::MatchRank& rank : event.ranks) {
            text(rank.player);
            text(rank.score);
        }
        for (const game::PlayerTotals& totals : event.players) {
            require(totals.median.value_or(async::Duration(0)).count() >= 0);
            require(totals.maximum.value_or(async::Duration(0)).count() >= 0);
            text(totals.player);
        }
    }
    void operator()(const game::TournamentEvent& event) const {
        text(event.format);
        for (const std::string& player : event.players)
            text(player);
        text(event.results);
        text(event.logs);
    }
    void operator()(const game::MatchStartEvent& event) const {
        for (const std::string& player : event.players)
            text(player);
        text(event.log);
    }
    void operator()(const game::MatchEndEvent& event) const {
        text(event.reason);
        for (const game::MatchPlayerResult& player : event.players) {
            require(player.thought.count() >= 0);
            text(player.player);
            text(player.score);
        }
    }
    void operator()(const game::StandingsEvent& event) const {
        for (const game::StandingsRow& row : event.players) {
            text(row.name);
            text(row.unrated);
        }
    }
    void operator()(const game::EndEvent& event) const { require(event.exit_code >= 0); }
};

/// Reads until the end of the log or of what is good of it; returns the sum of its events.
class Reading {
  public:
    explicit Reading(std::size_t step) : step_(step) {}

    std::size_t read(std::string_view log) {
        while (!log.empty() && !is_over_) {
            const std::span<char> room = lines_.room();
            const std::size_t count = std::min({step_, room.size(), log.size()});
            std::copy_n(log.begin(), count, room.begin());
            log.remove_prefix(count);
            lines_.add(count);
            read_complete_lines();
        }
        if (!is_over_ && !lines_.rest().empty()) read_line(lines_.rest());
        return sum_;
    }

  private:
    void read_complete_lines() {
        while (!is_over_) {
            const auto line = lines_.next();
            if (!line) break;
            read_line(*line);
        }
    }

    void read_line(std::string_view line) {
        const auto result = reader_.read(line);
        if (const auto* const problem = std::get_if<game::LogProblem>(&result)) {
            require(!problem->what.empty() && problem->what.size() < 500);
            is_over_ = true;
            return;
        }
        const auto& event = std::get<game::LogEvent>(result);
        const async::Duration t = std::visit([](const auto& any) { return any.t; }, event);
        require(t >= t_ || std::holds_alternative<game::ScenarioEvent>(event));
        t_ = t;
        std::visit(Sum{sum_}, event);
    }

    std::size_t step_;
    game::LogLines lines_;
    game::LogReader reader_;
    async::Duration t_{0};
    std::size_t sum_ = 0;
    bool is_over_ = false;
};

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string log(data + 1, data + size);
    require(Reading(std::size_t{1} + data[0]).read(log) == Reading(log.size() + 1).read(log));
    return 0;
}
