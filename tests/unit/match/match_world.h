/// What the tests of a match need in place of the real world: time that skips, bots that a test
/// plays, and an audience that keeps what it is told.
#pragma once

#include "game/match/built_in_referee.h"
#include "game/match/match.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/shown_lines.h"

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace tests {

using namespace std::chrono_literals;
using common::Json;

/// A worker's input, with room for so many bytes.
struct FakeInput final : game::MatchInput {
    std::optional<std::size_t> write(const Parts& parts) override {
        if (is_gone) return std::nullopt;
        std::size_t written = 0;
        for (std::string_view part : parts) {
            part = part.substr(0, std::min(part.size(), room));
            *taken += part;
            room -= part.size();
            written += part.size();
        }
        return written;
    }
    async::Task<void> wait_for_room() override {
        while (room == 0 && !is_gone) {
            co_await changed.wait();
        }
    }
    void close() override {
        *is_closed = true;
        is_gone = true;
        changed.notify_all();
    }

    void make_room(std::size_t bytes) {
        room = bytes;
        changed.notify_all();
    }

    std::shared_ptr<std::string> taken = std::make_shared<std::string>();
    std::shared_ptr<bool> is_closed = std::make_shared<bool>(false);
    std::size_t room = 1'000'000'000;
    bool is_gone = false;
    async::Condition changed;
};

/// A bot that a test plays.
class Bot final : public game::MatchProcess {
  public:
    std::size_t read_pending() override {
        std::size_t size = 0;
        for (const std::string& line : std::exchange(unread, {})) {
            say(line);
            size += line.size() + 1;
        }
        return size;
    }

    void say(std::string_view line) { match->hear(*contestant, line); }

    /// The messages that it has received, without those that are not complete.
    std::vector<Json> messages() const {
        std::vector<Json> all;
        for (std::size_t at = 0, end = 0; (end = heard->find('\n', at)) != std::string::npos;
             at = end + 1)
            all.push_back(Json::parse(heard->substr(at, end - at)));
        return all;
    }

    /// The newest message of that type.
    Json latest(std::string_view type) const {
        const std::vector<Json> all = messages();
        for (auto message = all.rbegin(); message != all.rend(); ++message) {
            if ((*message)["type"] == type) return *message;
        }
        return {};
    }

    game::Match* match = nullptr;
    game::Contestant* contestant = nullptr;
    FakeInput* input = nullptr;  ///< the match's
    std::shared_ptr<std::string> heard;
    std::shared_ptr<bool> is_closed;
    std::vector<std::string> unread;  ///< lines in its pipe
};

/// Keeps what happens, a line each.
struct MatchStory final : game::Audience {
    void match(const game::MatchEvent& event) override {
        story.push_back(fmt::format("match of {}", event.players.size()));
    }
    void turn(const game::TurnEvent& event) override {
        std::string line = fmt::format("{}:", event.turn);
        for (const game::PlayerTurn& move : event.moves) {
            line += fmt::format(" {} {}{}", move.player, name_of(move.status),
                                move.move.empty() ? "" : " " + std::string(move.move));
        }
        for (const game::PlayerEvent& one : event.events) {
            line += fmt::format(", {} {}{}{}", one.player, one.cause, one.illegal,
                                one.by.empty() ? "" : " by " + one.by);
        }
        story.push_back(line);
        states.emplace_back(event.state);
    }
    void result(const game::ResultEvent& event) override {
        story.push_back(fmt::format("{} after {}: {}", event.is_void ? "void" : "over", event.turn,
                                    event.reason));
        ranks.assign(event.ranks.begin(), event.ranks.end());
        totals.assign(event.players.begin(), event.players.end());
    }
    async::Task<void> wait_until_caught_up() override { co_return; }

    std::vector<std::string> story;
    std::vector<std::string> states;
    std::vector<game::MatchRank> ranks;
    std::vector<game::PlayerTotals> totals;
};

/// A referee whose words a test has written down before.
struct ScriptedReferee : game::Referee {
    async::Task<void> run() override { co_return; }
    void close() override {}
    async::Task<void> start(const game::MatchStart& start, game::Announcement& news) override {
        for (const std::string& player : start.players)
            players.push_back(player);
        next(news);
        co_return;
    }
    async::Task<void> play(const game::TurnMoves& moves, game::Announcement& news) override {
        std::string line;
        for (const game::RefereeMove& move : moves.moves)
            line += fmt::format("{} {} {};", move.player, name_of(move.status), move.move);
        heard.push_back(line);
        next(news);
        co_return;
    }
    std::string settings() const override { return "{}"; }
    std::vector<game::MatchRank> ranks() const override { return {}; }
    void set_wants_rows(bool) override {}

    void next(game::Announcement& news) {
        if (script.empty()) throw game::RefereeFault("the referee has no more to say");
        news = script.front();
        if (script.size() > 1 || !repeats) script.pop_front();
        if (repeats) news.turn = heard.size() + 1;
    }

    std::deque<game::Announcement> script;
    bool repeats = false;  ///< the last announcement, with the next number
    std::vector<std::string> players;
    std::vector<std::string> heard;
};

class MatchWorld {
  public:
    explicit MatchWorld(const game::MatchSettings& settings, std::size_t workers,
                        std::unique_ptr<game::Referee> referee = nullptr, std::uint64_t seed = 1)
        : match(services, {settings, seed, true, workers, 0},
                referee ? std::move(referee)
                        : std::make_unique<game::BuiltInReferee>(
                              *game::rules::find_rule_set(settings.rules))) {}

    /// A worker that takes part; it enters in the next turn of the loop.
    Bot& add(const std::vector<std::string>& plays, bool hears = true) {
        Bot& bot = bots.emplace_back();
        bot.match = &match;
        bot.contestant = match.reserve(bots.size(), plays, true);
        if (bot.contestant == nullptr) return bot;
        std::unique_ptr<FakeInput> input;
        if (hears) {
            input = std::make_unique<FakeInput>();
            bot.input = input.get();
            bot.heard = input->taken;
            bot.is_closed = input->is_closed;
        }
        match.enter(*bot.contestant, &bot, std::move(input));
        return bot;
    }

    /// Runs the match to its end, and `plot` beside it. The time stands at 0 at the beginning.
    void play(async::Task<void> plot) { loop.run(play_both(std::move(plot))); }

    /// How long it has been.
    async::Duration age() { return loop.now().time_since_epoch(); }

    const std::vector<std::string>& story() const { return audience.story; }

    async::ManualTime time;
    async::Loop loop{time};
    game::TimeScale scale{async::TimePoint(), 1};
    MatchStory audience;
    std::vector<std::string> warnings;
    game::MatchServices services{loop, scale, audience,
                                 [this](const std::string& text) { warnings.push_back(text); },
                                 [this] { return is_held; }};
    bool is_held = false;  ///< a slow output holds the readers
    std::deque<Bot> bots;
    game::Match match;

  private:
    async::Task<void> play_both(async::Task<void> plot) {
        const async::TaskContext& context = co_await async::current_context();
        async::TaskGroup tasks(context);
        tasks.start(match.run());
        tasks.start(std::move(plot));
        co_await tasks.join();
    }
};

/// The bot answers to each turn that it receives, `after` so long, with what `answer` says; empty:
/// nothing. Until the match is over.
inline async::Task<void> answer_turns(MatchWorld& world, Bot& bot, async::Duration after,
                                      std::function<std::string(const Json&)> answer) {
    std::size_t seen = 0;
    while (!world.match.is_over()) {
        co_await async::next_turn();
        const std::vector<Json> messages = bot.messages();
        for (; seen < messages.size(); ++seen) {
            if (messages[seen]["type"] != "turn" || messages[seen]["ask"].empty()) continue;
            co_await async::sleep_for(after);
            const std::string line = answer(messages[seen]);
            if (!line.empty()) bot.say(line);
        }
        if (!world.match.is_over()) {
            co_await async::sleep_for(1ms);
        }
    }
}

inline async::Task<void> nothing() {
    co_return;
}

inline game::MatchSettings settings_of(std::string rules, std::uint64_t turns) {
    game::MatchSettings settings;
    settings.rules = std::move(rules);
    settings.turns = turns;
    settings.turn_limit = 100ms;
    settings.first_limit = 1s;
    return settings;
}

}  // namespace tests
