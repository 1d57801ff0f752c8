/// Settings and states as JSON, in and out: what the rule sets share.
#pragma once

#include "common/json/json_text.h"
#include "game/rules/json_place.h"
#include "game/rules/problems.h"
#include "game/rules/rules.h"
#include "game/rules/square.h"

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace game::rules {

/// Why a player is out, or by what: a cause in a state.
bool is_reason(std::string_view text);
inline constexpr std::string_view reason_rule =
    "must have at most 80 bytes and no control characters";

/// Values within these bounds, both included.
struct Range {
    std::int64_t min;
    std::int64_t max;
};

/// Reads values; each function gives nothing, and adds to the problems, if the value will not do.
class Values {
  public:
    explicit Values(Problems& problems) : problems_(problems) {}

    bool is_object(const Json& value, const JsonPlace& place);
    bool is_list(const Json& value, const JsonPlace& place);

    /// A whole number; `1.0` is one.
    std::optional<std::int64_t> whole_number(const Json& value, const JsonPlace& place,
                                             Range range);

    std::optional<std::string> text(const Json& value, const JsonPlace& place);
    std::optional<std::string> player_name(const Json& value, const JsonPlace& place);

    /// One of `words`: its index.
    std::optional<std::size_t> one_of(std::span<const std::string_view> words, const Json& value,
                                      const JsonPlace& place);

    /// `[x, y]`, at most `reach` squares off the board.
    std::optional<Square> square(const Json& value, const JsonPlace& place, int width, int height,
                                 int reach);

    Problems& problems() { return problems_; }

  private:
    Problems& problems_;
};

/// The members of an object that has a fixed set of keys. Adds a problem for each key that is
/// unknown, or there for the second time.
class Members {
  public:
    /// `place` and `known` must outlive it.
    Members(const Json& object, const JsonPlace& place, std::span<const std::string_view> known,
            Problems& problems);

    /// Null if there is none. `key` is one of the known.
    const Json* find(std::string_view key) const;

    const JsonPlace& place() const { return place_; }

    /// The whole number at `key`, or `number` as it is if there is none.
    void read(std::string_view key, Range range, int& number, Values& values) const;
    void read(std::string_view key, Range range, std::uint64_t& number, Values& values) const;

  private:
    const JsonPlace& place_;
    std::span<const std::string_view> known_;
    std::vector<const Json*> found_;  ///< as `known_`
};

/// The names of a start state, which must differ, and belong to a player if they take part.
class StartNames {
  public:
    explicit StartNames(std::span<const std::string> players)
        : players_(players.begin(), players.end()) {}

    /// The name at `key`, which must be there.
    std::string read(const Members& members, std::string_view key, bool takes_part, Values& values);

  private:
    std::unordered_set<std::string_view> players_;
    std::unordered_set<std::string> seen_;
};

/// The size of a start state's board, which must be that of the settings wherever they name one.
/// `width` and `height` are the settings'.
void read_board_size(const Members& start, const Json* settings, Range range, int& width,
                     int& height, Values& values);

/// The words with commas between them.
std::string comma_list(std::span<const std::string_view> words);

/// True if the object has a member of that key.
bool has_member(const Json* object, std::string_view key);

/// Sorts by score, the highest first, and gives the ranks. Players with equal scores stay in order.
void rank_by_score(std::vector<Rank>& ranks);

template <std::integral Number>
void append_number(std::string& out, Number number) {
    std::array<char, 24> digits;  // more than any 64-bit number has
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

inline void append_square(std::string& out, Square square) {
    out += '[';
    append_number(out, square.x);
    out += ',';
    append_number(out, square.y);
    out += ']';
}

inline void append_squares(std::string& out, std::span<const Square> squares) {
    out += '[';
    for (const Square& square : squares) {
        append_square(out, square);
        out += ',';
    }
    if (!squares.empty()) out.pop_back();
    out += ']';
}

/// Appends a list of strings that need no escapes.
inline void append_rows_of(std::string& out, std::span<const std::string> rows) {
    out += '[';
    for (const std::string& row : rows) {
        out += '"';
        out += row;
        out += "\",";
    }
    if (!rows.empty()) out.pop_back();
    out += ']';
}

}  // namespace game::rules
