#include "game/match/answer.h"

#include "common/json/json_text.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <charconv>

namespace game {

using common::Json;

namespace {

/// A turn's number; nothing for any other text.
std::optional<std::uint64_t> read_turn(std::string_view text) {
    std::uint64_t turn = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), turn);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return turn;
}

/// The first characters of a text that is UTF-8.
std::string first_characters(std::string_view text, std::size_t most) {
    std::size_t size = 0;
    for (std::size_t count = 0; count < most && size < text.size(); ++count)
        size += std::max(common::first_character(text.substr(size)).size, std::size_t{1});
    return std::string(text.substr(0, size));
}

bool is_colour(std::string_view text) {
    constexpr std::size_t size = 7;
    return text.size() == size && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

const Json* find_member(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

/// A move in JSON: a string, or a whole number, as programs write a column; null for none.
bool read_move(const Json& value, std::optional<std::string>& move) {
    if (value.is_string()) {
        move = value.get<std::string>();
    } else if (value.is_number_integer()) {
        move = value.dump();
    } else if (!value.is_null()) {
        return false;
    }
    if (move && move->empty()) move.reset();
    return true;
}

Ready read_ready(const Json& object) {
    Ready ready;
    if (const Json* want = find_member(object, "want"); want != nullptr && want->is_array())
        ready.wants_rows = std::find(want->begin(), want->end(), "rows") != want->end();
    if (const Json* colour = find_member(object, "colour");
        colour != nullptr && colour->is_string() &&
        is_colour(colour->get_ref<const std::string&>()))
        ready.colour = colour->get<std::string>();
    return ready;
}

}  // namespace

/// What a worker calls a player wins over what the match calls another of its players.
std::optional<std::size_t> AnswerReader::find(std::string_view name) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (names_[i].called == name) return i;
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (names_[i].name == name) return i;
    }
    return std::nullopt;
}

Heard AnswerReader::read(std::string_view line) const {
    if (line.empty()) return is_single() ? Heard(Answer()) : Heard();
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] == '{') {
        if (auto heard = read_json(line)) return *std::move(heard);
    }
    return moves_ == Moves::directions ? read_direction(line) : read_text(line);
}

/// Nothing if the line is not JSON, or says something else in JSON: that may be a move too.
std::optional<Heard> AnswerReader::read_json(std::string_view line) const {
    const auto read = common::parse_json(line);
    const Json* const object = std::get_if<Json>(&read);
    if (object == nullptr || !object->is_object()) return std::nullopt;
    if (object->contains("move")) return read_answer(*object);
    if (object->contains("ready") || object->contains("want")) return read_ready(*object);
    return std::nullopt;
}

Heard AnswerReader::read_answer(const Json& object) const {
    Answer answer;
    if (!read_move(*find_member(object, "move"), answer.move)) return {};
    if (const Json* player = find_member(object, "player");
        player != nullptr && !player->is_null()) {
        if (!player->is_string()) return {};
        const auto index = find(player->get_ref<const std::string&>());
        if (!index) return {};
        answer.player = *index;
    } else if (!is_single()) {
        return {};
    }
    if (const Json* turn = find_member(object, "turn"); turn != nullptr && !turn->is_null()) {
        if (!turn->is_number_unsigned()) return {};
        answer.turn = turn->get<std::uint64_t>();
    }
    if (const Json* say = find_member(object, "say"); say != nullptr && say->is_string())
        answer.say = first_characters(say->get_ref<const std::string&>(), max_say);
    return answer;
}

/// `N`, `N zoe` or `N zoe 12`.
Heard AnswerReader::read_direction(std::string_view line) const {
    constexpr std::string_view directions = "NESW";
    if (directions.find(line[0]) == std::string_view::npos) return {};
    if (line.size() == 1) {
        if (!is_single()) return {};
        Answer answer;
        answer.move = std::string(line);
        return answer;
    }
    if (line[1] != ' ') return {};
    Heard heard = read_move_of(line);
    const auto* const answer = std::get_if<Answer>(&heard);
    return answer != nullptr && answer->move->size() == 1 ? heard : Heard();
}

/// The whole line, or `MOVE zoe` from a worker with several players.
Heard AnswerReader::read_text(std::string_view line) const {
    if (!is_single()) return read_move_of(line);
    Answer answer;
    answer.move = std::string(line);
    return answer;
}

/// `MOVE zoe` or `MOVE zoe 12`.
Heard AnswerReader::read_move_of(std::string_view line) const {
    const auto read = [this](std::string_view text, std::optional<std::uint64_t> turn) -> Heard {
        const std::size_t space = text.rfind(' ');
        if (space == std::string_view::npos || space == 0) return {};
        const auto player = find(text.substr(space + 1));
        if (!player) return {};
        return Answer{*player, std::string(text.substr(0, space)), turn, {}};
    };
    Heard heard = read(line, std::nullopt);
    if (!std::holds_alternative<std::monostate>(heard)) return heard;
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos) return {};
    const auto turn = read_turn(line.substr(space + 1));
    return turn ? read(line.substr(0, space), turn) : Heard();
}

}  // namespace game
