// Whatever a referee program writes, its messages are ones that a match can use, or refused in one
// short line. Those that are used name the match's players only, and what a worker is told of them
// is JSON in one line, which is not much longer.

#include "common/json/json_text.h"
#include "game/match/messages.h"
#include "game/match/referee_messages.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

const std::vector<std::string> players = {"zoe", "ben", "m/r~y \"2\""};
const std::string newcomer = "bob";

/// The longest part of a line for people, in bytes.
constexpr std::size_t longest_text = 250;

/// What a value may grow to when it is written again: `\u0001` for a control character, an exponent
/// for a number.
constexpr std::size_t growth = 8;

common::Json require_json_line(std::string_view text) {
    require(text.ends_with('\n') && text.find('\n') == text.size() - 1);
    const auto parsed = common::parse_json(text);
    require(std::holds_alternative<common::Json>(parsed));
    return std::get<common::Json>(parsed);
}

/// One match with a referee, up to its end or fault.
class Conversation {
  public:
    Conversation(bool has_start, bool has_newcomer)
        : names_(players.begin(), players.end()), messages_(players, has_start) {
        if (!has_newcomer) return;
        names_.insert(newcomer);
        messages_.add_player(newcomer);
    }

    /// False when it is over.
    bool read(std::string_view line) {
        const std::string former_state = news_.state;
        const std::uint64_t former_turn = news_.turn;
        try {
            messages_.read(line, news_);
        } catch (const game::RefereeFault& fault) {
            const std::string_view what = fault.what();
            require(what.starts_with("message ") && what.size() < 1000);
            require(std::none_of(what.begin(), what.end(), [](char c) { return c == '\n'; }));
            return false;
        }
        check_players();
        if (news_.is_end) {
            require(news_.turn == former_turn);
            check_end(line.size() + former_state.size());
            return false;
        }
        require(former_turn == 0 || news_.turn == former_turn + 1);
        require(!news_.limit || news_.limit->count() > 0);
        for (const std::string& name : players)
            check_turn(name, line.size());
        return true;
    }

  private:
    void check_player(const std::string& name) const { require(names_.contains(name)); }

    void check_players() const {
        std::set<std::string> seen;
        for (const std::string& name : news_.ask) {
            check_player(name);
            require(seen.insert(name).second);
        }
        seen.clear();
        for (const auto& [name, view] : news_.views) {
            check_player(name);
            require(seen.insert(name).second);
        }
        for (const game::PlayerEvent& event : news_.events) {
            check_player(event.player);
            require(event.cause.empty() != event.illegal.empty());
            for (const std::string& text : {event.cause, event.by, event.illegal})
                require(text.size() < longest_text);
        }
    }

    void check_end(std::size_t most) const {
        require(news_.reason.size() < longest_text);
        require(news_.ranks.size() == names_.size());
        std::set<std::string> seen;
        std::uint64_t former = 1;
        for (const game::MatchRank& rank : news_.ranks) {
            check_player(rank.player);
            require(seen.insert(rank.player).second);
            require(rank.rank >= former);
            former = rank.rank;
        }
        game::ResultEvent result;
        result.turn = news_.turn;
        result.reason = news_.reason;
        result.ranks = news_.ranks;
        std::string text;
        append_end(text, result, news_.state);
        require(text.size() < growth * most + 1000);
        require(require_json_line(text)["ranks"].size() == names_.size());
    }

    /// What this player is told.
    void check_turn(const std::string& name, std::size_t most) const {
        std::vector<game::PlayerView> views;
        for (const auto& [player, view] : news_.views) {
            if (player == name) views.push_back({player, view});
        }
        game::TurnNotice notice;
        notice.turn = news_.turn;
        notice.limit = news_.limit;
        std::string text;
        append_turn_start(text, notice);
        text += views.empty() ? news_.state : game::merge_views(news_.state, views);
        append_turn_end(text, news_.rows, views);
        require(text.size() < growth * most + 1000);
        const common::Json told = require_json_line(text);
        require(told["type"] == "turn" && told["turn"] == news_.turn);
        require(told["state"].is_object() && told.contains("views") == !views.empty());
    }

    std::set<std::string> names_;
    game::RefereeMessages messages_;
    game::Announcement news_;
};

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    Conversation conversation(data[0] % 2 == 1, data[0] % 4 > 1);
    std::string_view lines(reinterpret_cast<const char*>(data) + 1, size - 1);
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        if (!conversation.read(line)) break;
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    }
    return 0;
}
