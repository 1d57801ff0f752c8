#include "game/log/record.h"

#include "common/json/json_error.h"
#include "common/json/json_message.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace game {

namespace {

static_assert(std::ranges::is_sorted(log_key_names));

constexpr const char* not_an_object = "a line must be a JSON object";

std::optional<LogKey> find_key(std::string_view name) {
    const auto* const found = std::ranges::lower_bound(log_key_names, name);
    if (found == log_key_names.end() || *found != name) return std::nullopt;
    return static_cast<LogKey>(found - log_key_names.begin());
}

bool belongs_to_move(LogKey key) {
    return key == LogKey::player || key == LogKey::direction;
}

std::optional<std::uint64_t> whole_part(double number) {
    constexpr double beyond = 18446744073709551616.0;  // 2^64
    if (number < 0 || number >= beyond || std::trunc(number) != number) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

}  // namespace

/// What the library's SAX parser tells about a line; it returns false to end it.
class LogRecord::Filler {
  public:
    Filler(LogRecord& record, std::string_view line) : record_(record), line_(line) {}

    bool null() { return add(LogValue::Kind::null) != nullptr; }
    bool boolean(bool value) {
        LogValue* const target = add(LogValue::Kind::boolean);
        if (target != nullptr) target->flag = value;
        return target != nullptr;
    }
    bool number_integer(std::int64_t value) {
        return add_number(static_cast<double>(value), std::nullopt);
    }
    bool number_unsigned(std::uint64_t value) {
        return add_number(static_cast<double>(value), value);
    }
    bool number_float(double value, const std::string& /*token*/) {
        return add_number(value, whole_part(value));
    }
    bool string(std::string& value) {
        if (place_ == Place::words) {
            record_.words_.push_back(std::move(value));
            return true;
        }
        LogValue* const target = add(LogValue::Kind::text);
        if (target != nullptr) std::swap(target->text, value);
        return target != nullptr;
    }
    bool binary(nlohmann::json::binary_t& /*value*/) { return false; }  // not in JSON text

    bool start_object(std::size_t /*size*/) {
        if (place_ != Place::outside) return open(LogValue::Kind::object);
        place_ = Place::line;
        has_line_ = true;
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*size*/) { return open(LogValue::Kind::list); }
    bool end_array() { return close(); }

    bool key(const std::string& name) {
        has_key_ = true;
        if (place_ == Place::elsewhere) return true;
        key_ = find_key(name);
        if (key_ && belongs_to_move(*key_) != (place_ == Place::move)) key_.reset();
        if (!key_) {
            note_unknown(name);
        } else if (record_.has(*key_)) {
            problem_ = pointer(name) + ": duplicate key";
            return false;
        }
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::json::exception& error) {
        if (position > line_.size()) {
            problem_ = "the line is cut short";
            return false;
        }
        if (place_ == Place::outside) {
            problem_ = has_line_ ? "there is more behind the object's end" : not_an_object;
            return false;
        }
        const JsonMistake mistake = json_mistake(line_, position, error, surroundings());
        problem_ = fmt::format("not JSON at byte {}: {}", mistake.offset + 1, mistake.what);
        return false;
    }

    /// Why it ended early.
    std::string take_problem() { return std::move(problem_); }

  private:
    /// Where the parser is. `elsewhere` is in a list or object that is not kept.
    enum class Place : std::uint8_t { outside, line, words, move, elsewhere };

    /// Notes the kind of a value; returns where it belongs, or null to end.
    LogValue* add(LogValue::Kind kind) {
        has_key_ = false;
        if (place_ == Place::outside) {
            problem_ = not_an_object;
            return nullptr;
        }
        if (place_ == Place::words) record_.has_only_words_ = false;
        if (place_ == Place::words || place_ == Place::elsewhere || !key_) return &ignored_;
        LogValue& target = record_.values_[static_cast<std::size_t>(*key_)];
        target.kind = kind;
        ++record_.size_;
        return &target;
    }

    bool add_number(double number, std::optional<std::uint64_t> whole) {
        LogValue* const target = add(LogValue::Kind::number);
        if (target == nullptr) return false;
        target->number = number;
        target->whole = whole;
        return true;
    }

    bool open(LogValue::Kind kind) {
        if (place_ == Place::elsewhere) {
            ++depth_;
            return true;
        }
        if (add(kind) == nullptr) return false;
        const bool is_in_line = place_ == Place::line;
        if (is_in_line && key_ == LogKey::command && kind == LogValue::Kind::list) {
            place_ = Place::words;
        } else if (is_in_line && key_ == LogKey::move && kind == LogValue::Kind::object) {
            place_ = Place::move;
        } else {
            around_ = std::exchange(place_, Place::elsewhere);
            depth_ = 1;
        }
        return true;
    }

    bool close() {
        has_key_ = false;
        if (place_ != Place::elsewhere) {
            place_ = place_ == Place::line ? Place::outside : Place::line;
        } else if (--depth_ == 0) {
            place_ = around_;
        }
        return true;
    }

    void note_unknown(const std::string& name) {
        if (record_.unknown_key_) return;
        record_.unknown_key_ = pointer(name);
    }

    std::string pointer(std::string_view name) const {
        constexpr std::size_t shown = 40;
        return (place_ == Place::move ? "/move/" : "/") + shortened(name, shown);
    }

    JsonSurroundings surroundings() const {
        if (place_ == Place::words) return JsonSurroundings::list;
        return has_key_ ? JsonSurroundings::member : JsonSurroundings::object;
    }

    LogRecord& record_;
    std::string_view line_;
    Place place_ = Place::outside;
    Place around_ = Place::outside;  ///< what is elsewhere
    std::size_t depth_ = 0;          ///< of what is elsewhere
    std::optional<LogKey> key_;      ///< whose value is next, if it is known
    bool has_key_ = false;           ///< a value is next
    bool has_line_ = false;          ///< the line's object has begun
    LogValue ignored_;
    std::string problem_;
};

std::optional<std::string> LogRecord::read(std::string_view line) {
    for (LogValue& value : values_) {
        value.kind = LogValue::Kind::absent;
        value.flag = false;
        value.whole.reset();
    }
    size_ = 0;
    words_.clear();
    has_only_words_ = true;
    unknown_key_.reset();
    // The library takes a NUL for the end of the text.
    if (const std::size_t nul = line.find('\0'); nul != std::string_view::npos) {
        return fmt::format("not JSON at byte {}: found byte 0x00", nul + 1);
    }
    Filler filler(*this, line);
    const bool good = nlohmann::json::sax_parse(line.begin(), line.end(), &filler);
    return good ? std::nullopt : std::optional(filler.take_problem());
}

}  // namespace game
