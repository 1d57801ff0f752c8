#include "game/match/referee_messages.h"

#include "common/json/json_text.h"
#include "common/json/json_writer.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/rules/json_place.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace game {

using common::Json;
using rules::JsonPlace;

namespace {

void append_names(std::string& out, std::string_view key, std::span<const std::string> names) {
    out.append(",\"").append(key).append("\":[");
    for (const std::string& name : names) {
        common::append_json_string(out, name);
        out += ',';
    }
    if (!names.empty()) out.pop_back();
    out += ']';
}

void append_move(std::string& out, const RefereeMove& move) {
    common::append_json_string(out, move.player);
    out += ":{\"status\":\"";
    out += name_of(move.status);
    out += '"';
    if (!move.move.empty()) common::append_json_member(out, "move", move.move);
    if (move.seconds) {
        out += ",\"seconds\":";
        common::append_json_seconds(out, *move.seconds);
    }
    if (!move.cause.empty()) common::append_json_member(out, "cause", move.cause);
    if (!move.by.empty()) common::append_json_member(out, "by", move.by);
    out += '}';
}

}  // namespace

void append_referee_start(std::string& out, const MatchStart& start) {
    const MatchSettings& settings = start.settings;
    out += fmt::format(R"({{"type":"start","protocol":1,"mode":"{}","seed":{})",
                       name_of(settings.mode), start.seed);
    append_names(out, "players", start.players);
    out.append(",\"settings\":").append(settings.settings);
    if (!settings.start.empty()) out.append(",\"start\":").append(settings.start);
    if (settings.turns) out += fmt::format(",\"turns\":{}", *settings.turns);
    out += "}\n";
}

void append_referee_moves(std::string& out, const TurnMoves& moves) {
    out += fmt::format(R"({{"type":"moves","turn":{},"moves":{{)", moves.turn);
    for (const RefereeMove& move : moves.moves) {
        append_move(out, move);
        out += ',';
    }
    if (!moves.moves.empty()) out.pop_back();
    out += '}';
    if (!moves.left.empty()) append_names(out, "left", moves.left);
    if (!moves.joining.empty()) {
        std::vector<std::string> names;
        for (const MatchPlayer& player : moves.joining)
            names.push_back(player.name);
        append_names(out, "joined", names);
    }
    out += "}\n";
}

/// Reads one message. Throws RefereeFault without the number of the message.
class RefereeMessages::Reader {
  public:
    Reader(const std::unordered_set<std::string>& players, const Json& message)
        : players_(players), message_(message) {}

    std::string_view type() const { return text(member("type"), root_.member("type")); }

    std::uint64_t turn() const { return whole_number(member("turn"), root_.member("turn"), 0); }

    std::vector<std::string> ask() const {
        const JsonPlace place = root_.member("ask");
        std::vector<std::string> names;
        std::unordered_set<std::string_view> seen;
        for_each(member("ask"), place, [&](const Json& value, const JsonPlace& here) {
            const std::string& name = player(value, here);
            if (!seen.insert(name).second) refuse(here, "this player is there already");
            names.push_back(name);
        });
        return names;
    }

    std::optional<async::Duration> limit() const {
        const Json* const value = find("limit");
        if (value == nullptr) return std::nullopt;
        constexpr double most = 1e9;
        const double seconds = value->is_number() ? value->get<double>() : 0;
        if (!(seconds > 0) || seconds > most) {
            refuse(root_.member("limit"), "must be a number of seconds, above 0");
        }
        const std::chrono::duration<double> duration(seconds);
        return std::max(std::chrono::round<async::Duration>(duration), async::Duration(1));
    }

    /// The state as text, in the form in which all JSON is written.
    std::string state(bool is_required) const {
        const Json* const value = find("state");
        if (value == nullptr && !is_required) return {};
        const Json& state = value != nullptr ? *value : member("state");
        if (!state.is_object()) refuse(root_.member("state"), must_be("an object", state));
        return state.dump();
    }

    std::string rows() const {
        const Json* const value = find("rows");
        if (value == nullptr) return {};
        const JsonPlace place = root_.member("rows");
        for_each(*value, place, [](const Json& row, const JsonPlace& here) {
            static_cast<void>(text(row, here));
        });
        return value->dump();
    }

    std::vector<std::pair<std::string, std::string>> views() const {
        std::vector<std::pair<std::string, std::string>> views;
        const Json* const value = find("views");
        if (value == nullptr) return views;
        const JsonPlace place = root_.member("views");
        if (!value->is_object()) refuse(place, must_be("an object", *value));
        std::unordered_set<std::string_view> seen;
        for (const auto& [name, view] : value->get_ref<const Json::object_t&>()) {
            const JsonPlace here = place.member(name);
            if (!players_.contains(name)) refuse(here, no_player(name));
            if (!seen.insert(name).second) refuse(here, "this player is there already");
            if (!view.is_object()) refuse(here, must_be("an object", view));
            views.emplace_back(name, view.dump());
        }
        return views;
    }

    std::vector<PlayerEvent> events() const {
        std::vector<PlayerEvent> events;
        const Json* const value = find("events");
        if (value == nullptr) return events;
        const JsonPlace place = root_.member("events");
        for_each(*value, place, [&](const Json& event, const JsonPlace& here) {
            events.push_back(read_event(event, here));
        });
        return events;
    }

    std::string reason() const {
        static_cast<void>(member("reason"));  // it must be there, but may be empty
        return short_text(message_, "reason", root_);
    }

    std::vector<MatchRank> ranks() const {
        const JsonPlace place = root_.member("ranks");
        std::vector<MatchRank> ranks;
        std::unordered_set<std::string_view> seen;
        for_each(member("ranks"), place, [&](const Json& value, const JsonPlace& here) {
            ranks.push_back(rank(value, here));
            if (!seen.insert(*players_.find(ranks.back().player)).second) {
                refuse(here.member("player"), "this player is there already");
            }
        });
        for (const std::string& name : players_) {
            if (!seen.contains(name)) refuse(place, "must name " + in_words(name));
        }
        // In the order of the ranks; equal ones as they are.
        for (auto next = ranks.begin(); next != ranks.end(); ++next) {
            const auto is_better = [](const MatchRank& a, const MatchRank& b) {
                return a.rank < b.rank;
            };
            std::rotate(std::upper_bound(ranks.begin(), next, *next, is_better), next, next + 1);
        }
        return ranks;
    }

    [[noreturn]] static void refuse(const JsonPlace& place, std::string_view what) {
        const std::string pointer = place.pointer();
        throw RefereeFault(pointer.empty() ? std::string(what)
                                           : fmt::format("{}: {}", pointer, what));
    }

  private:
    static std::string in_words(std::string_view name) {
        return common::visible(common::in_quotes(common::shortened(name, 64)));
    }
    static std::string no_player(std::string_view name) {
        return fmt::format("no player is called {}", in_words(name));
    }
    static std::string must_be(std::string_view wanted, const Json& value) {
        return fmt::format("must be {}, not {}", wanted, common::kind_of(value));
    }

    static const Json* find_in(const Json& object, std::string_view key) {
        const auto found = object.find(key);
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }
    static const Json& member_of(const Json& object, std::string_view key, const JsonPlace& place) {
        const Json* const found = find_in(object, key);
        if (found == nullptr) refuse(place, fmt::format("needs \"{}\"", key));
        return *found;
    }

    const Json* find(std::string_view key) const { return find_in(message_, key); }
    const Json& member(std::string_view key) const { return member_of(message_, key, root_); }

    static std::string_view text(const Json& value, const JsonPlace& place) {
        if (!value.is_string()) refuse(place, must_be("a string", value));
        return value.get_ref<const std::string&>();
    }

    /// A name or a reason, which becomes a part of a line.
    static std::string short_text(const Json& object, std::string_view key,
                                  const JsonPlace& place) {
        constexpr std::size_t longest = 200;
        const Json* const value = find_in(object, key);
        if (value == nullptr) return {};
        return common::shortened(text(*value, place.member(key)), longest);
    }

    static std::uint64_t whole_number(const Json& value, const JsonPlace& place,
                                      std::uint64_t least) {
        constexpr std::uint64_t most = 1'000'000'000'000;
        const bool is_good = value.is_number_unsigned() && value.get<std::uint64_t>() >= least &&
                             value.get<std::uint64_t>() <= most;
        if (!is_good) refuse(place, fmt::format("must be a whole number from {}", least));
        return value.get<std::uint64_t>();
    }

    const std::string& player(const Json& value, const JsonPlace& place) const {
        const auto found = players_.find(std::string(text(value, place)));
        if (found == players_.end()) refuse(place, no_player(text(value, place)));
        return *found;
    }

    template <class Use>
    static void for_each(const Json& list, const JsonPlace& place, const Use& use) {
        if (!list.is_array()) refuse(place, must_be("a list", list));
        for (std::size_t i = 0; i < list.size(); ++i)
            use(list[i], place.element(i));
    }

    PlayerEvent read_event(const Json& value, const JsonPlace& place) const {
        if (!value.is_object()) refuse(place, must_be("an object", value));
        PlayerEvent event;
        event.player = player(member_of(value, "player", place), place.member("player"));
        event.cause = short_text(value, "cause", place);
        event.by = short_text(value, "by", place);
        event.illegal = short_text(value, "illegal", place);
        if (event.cause.empty() == event.illegal.empty()) {
            refuse(place, "must have \"cause\" or \"illegal\"");
        }
        return event;
    }

    MatchRank rank(const Json& value, const JsonPlace& place) const {
        if (!value.is_object()) refuse(place, must_be("an object", value));
        const Json& score = member_of(value, "score", place);
        if (!score.is_number() || !std::isfinite(score.get<double>())) {
            refuse(place.member("score"), must_be("a number", score));
        }
        return {player(member_of(value, "player", place), place.member("player")),
                whole_number(member_of(value, "rank", place), place.member("rank"), 1),
                score.dump()};
    }

    const std::unordered_set<std::string>& players_;
    const Json& message_;
    JsonPlace root_;
};

void RefereeMessages::read(std::string_view line, Announcement& news) {
    ++messages_;
    try {
        const auto parsed = common::parse_json(line);
        if (const auto* const problem = std::get_if<common::JsonProblem>(&parsed)) {
            throw RefereeFault(fmt::format("column {}: {}", problem->column, problem->what));
        }
        const Json& message = std::get<Json>(parsed);
        if (!message.is_object()) {
            throw RefereeFault(fmt::format("must be an object, not {}", common::kind_of(message)));
        }
        const Reader reader(players_, message);
        const std::string_view type = reader.type();
        const JsonPlace root;
        if (type != "turn" && type != "end") {
            Reader::refuse(root.member("type"), "must be \"turn\" or \"end\"");
        }
        const bool is_end = type == "end";
        std::string state = reader.state(!is_end);
        if (state.empty()) state = std::move(news.state);
        news = {};
        news.is_end = is_end;
        news.turn = reader.turn();
        news.state = std::move(state);
        news.rows = reader.rows();
        news.views = reader.views();
        news.events = reader.events();
        if (news.is_end) {
            news.turn = turn_;  // what was played is known
            news.reason = reader.reason();
            news.ranks = reader.ranks();
            return;
        }
        news.ask = reader.ask();
        news.limit = reader.limit();
        const bool is_free = turn_ == 0 && has_start_ && news.turn > 0;
        if (!is_free && news.turn != turn_ + 1) {
            Reader::refuse(root.member("turn"),
                           fmt::format("{} is not the next turn, {}", news.turn, turn_ + 1));
        }
        turn_ = news.turn;
    } catch (const RefereeFault& fault) {
        throw RefereeFault(fmt::format("message {} of the referee: {}", messages_, fault.what()));
    }
}

}  // namespace game
