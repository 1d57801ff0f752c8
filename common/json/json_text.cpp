#include "common/json/json_text.h"

#include "common/json/json_error.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace game {

namespace {

/// Builds the value from what the library's parser meets. The library's own builder would keep one
/// of a repeated key's values and drop the others unseen, and takes any depth.
class TreeBuilder {
  public:
    explicit TreeBuilder(std::string_view text) : text_(text) {}

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(Json::number_integer_t value) { return add(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
    bool number_float(Json::number_float_t value, const std::string& /*token*/) {
        return add(value);
    }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(Json::binary_t& /*value*/) { return false; }  // does not occur in JSON text

    bool start_object(std::size_t /*size*/) { return open(Json::object()); }
    bool key(std::string& key) {
        open_.back().key = std::move(key);
        open_.back().has_key = true;
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*size*/) { return open(Json::array()); }
    bool end_array() { return close(); }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const Json::exception& error) {
        mistake_ = json_mistake(text_, position, error, surroundings());
        return false;
    }

    /// What was wrong, once the parser has given up.
    const JsonMistake& mistake() const { return mistake_; }

    /// The finished value.
    Json take() { return std::move(root_); }

  private:
    /// A list or an object whose end has not come yet.
    struct Open {
        Json value;
        std::string key;  ///< of the member to come next
        bool has_key;
    };

    bool open(Json value) {
        if (open_.size() == max_json_depth) {
            mistake_ = too_deep_mistake(text_, max_json_depth);
            return false;
        }
        open_.push_back({std::move(value), "", false});
        return true;
    }

    bool close() {
        Json value = std::move(open_.back().value);
        open_.pop_back();
        return add(std::move(value));
    }

    bool add(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (Open& parent = open_.back(); parent.value.is_array()) {
            parent.value.get_ref<Json::array_t&>().push_back(std::move(value));
        } else {
            parent.value.get_ref<Json::object_t&>().emplace_back(std::move(parent.key),
                                                                 std::move(value));
            parent.has_key = false;
        }
        return true;
    }

    JsonSurroundings surroundings() const {
        if (open_.empty()) return JsonSurroundings::whole_text;
        if (open_.back().value.is_array()) return JsonSurroundings::list;
        return open_.back().has_key ? JsonSurroundings::member : JsonSurroundings::object;
    }

    std::string_view text_;
    Json root_;
    std::vector<Open> open_;
    JsonMistake mistake_{};
};

JsonTextProblem problem_at(std::string_view text, const JsonMistake& mistake) {
    const std::string_view before = text.substr(0, mistake.offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    // npos + 1 is 0: no line break stands before the first line.
    const std::string_view in_line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(in_line.begin(), in_line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;  // no UTF-8 continuation byte
    });
    return {static_cast<std::size_t>(lines) + 1, static_cast<std::size_t>(characters) + 1,
            mistake.what};
}

}  // namespace

std::variant<Json, JsonTextProblem> parse_json(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    // The library would skip a second mark, and miscount on half of one.
    if (text.starts_with(byte_order_mark.front())) {
        return problem_at(text, {0, "expected a list or an object, found byte 0xef"});
    }
    TreeBuilder builder(text);
    const bool good = Json::sax_parse(text.begin(), text.end(), &builder);
    if (!good) return problem_at(text, builder.mistake());
    // The library takes a NUL for the end of the text.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        return problem_at(text, {nul, "expected the end of the file, found byte 0x00"});
    }
    return builder.take();
}

}  // namespace game
