/// The built-in rules: what happens in a turn, and nothing else.
///
/// A rule set is a state and pure functions of state, moves and draws: no coroutine, no clock, no
/// descriptor. `Rules` is one match of one of them, behind the one interface that a match needs:
/// make it, ask players, apply their moves, write the state, rank at the end. The same seed and the
/// same moves give the same match on every machine.
///
/// To add a rule set: one new file that makes a `Rules`, and its line in rule_sets.cpp. Begin with
/// snake.h (the state and its stages) or paint.h; snake_rules.cpp shows how a state becomes a
/// `Rules`; referee_session.h speaks the protocol of a referee program for all of them.
///
/// The room may use common and game/events.
#pragma once

#include "common/json/json_text.h"
#include "game/rules/json_place.h"
#include "game/rules/problems.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game::rules {

using common::Json;

enum class Mode {
    lockstep,  ///< a fixed set of players; the match ends as the rules say
    ticks,     ///< players join and leave at any time; nobody wins
};

/// The longest match: more turns than any that is played.
inline constexpr std::int64_t max_turn = 1'000'000'000;

/// What a match is made from. Everything that it points to must live until the match is made.
struct Setup {
    const Json* settings = nullptr;    ///< none: all defaults
    const Json* start = nullptr;       ///< the initial state; none: the rules' own set-up
    JsonPlace settings_place;          ///< where problems say that the settings are
    JsonPlace start_place;             ///< and the initial state
    JsonPlace players_place;           ///< and the players
    std::uint64_t seed = 0;            ///< of every draw of the match
    std::vector<std::string> players;  ///< different player names, in the order of joining
    Mode mode = Mode::lockstep;
    std::optional<std::uint64_t> turns;  ///< the match is over so many after the initial state
};

/// One player's part of a turn.
struct PlayerMove {
    std::string_view player;
    std::string_view move;  ///< any text; empty: none

    /// The player takes no further part, for a reason outside of the rules (`crashed`, `by` what).
    /// Its elimination is no event of the rules: the caller knows it.
    bool is_out = false;
    std::string_view cause;  ///< if out; may be empty
    std::string_view by;     ///< if out; may be empty
};

/// What happened to a player in the latest turn.
struct Event {
    std::string player;
    std::string cause;    ///< of the elimination; empty if it is none
    std::string by;       ///< the player who caused it; empty if none did
    std::string illegal;  ///< what is wrong with the move; empty if nothing is
};

/// Equal ranks are a draw; the rank after a draw of two counts both: 1, 1, 3.
struct Rank {
    std::string player;
    std::uint64_t rank;
    std::uint64_t score;
};

/// One match. Owned and driven by one caller, turn by turn:
///
///     while (!rules->end_reason()) { … rules->asked() …; rules->play(moves); }
class Rules {
  public:
    Rules() = default;
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;
    virtual ~Rules() = default;

    /// The number of turns that have been played. The turn that is open is the one after.
    virtual std::uint64_t turn() const = 0;

    /// Why the match is over: `one left`; nothing while it goes on.
    virtual std::optional<std::string_view> end_reason() const = 0;

    /// The players whose moves count in the open turn. Valid until the next call that changes the
    /// match.
    virtual std::vector<std::string_view> asked() const = 0;

    /// Plays the open turn; only while the match goes on. A player without an entry does not move.
    /// Entries for others than the players are ignored.
    virtual void play(std::span<const PlayerMove> moves) = 0;

    /// What the latest turn did, in the order of the players.
    virtual std::vector<Event> events() const = 0;

    /// All players that ever took part, the best first.
    virtual std::vector<Rank> ranks() const = 0;

    /// Ticks: a player joins, or returns. Gives the reason if it cannot.
    virtual std::optional<std::string> join(std::string_view player) = 0;

    /// Ticks: a player leaves. One that is not there is ignored.
    virtual void leave(std::string_view player) = 0;

    /// Appends the settings as JSON, complete with defaults.
    virtual void append_settings(std::string& out) const = 0;

    /// Appends the state as JSON; Setup::start takes it again.
    virtual void append_state(std::string& out) const = 0;

    /// Appends the board as a JSON list of strings, north first.
    virtual void append_rows(std::string& out) const = 0;
};

/// Rules by name.
struct RuleSet {
    std::string_view name;

    /// Makes a match. Gives nothing, and adds to the problems, if settings, start or players will
    /// not do, or if the board has no room for the players.
    std::unique_ptr<Rules> (*make)(const Setup& setup, Problems& problems);
};

/// All that there are.
std::span<const RuleSet> rule_sets();

/// Null if there is none of that name.
const RuleSet* find_rule_set(std::string_view name);

}  // namespace game::rules
