#include "common/json/json_text.h"

#include "common/json/json_error.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace common {

namespace {

/// Builds the value from what the library's parser reports. The library's own builder would keep
/// one of a repeated key's values and drop the others, and accepts any depth.
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
    bool binary(Json::binary_t& /*value*/) { return false; }  // not in JSON text

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
                     const Json::exception& exception) {
        error_ = json_error(text_, position, exception, context());
        is_cut_short_ = position > text_.size();
        return false;
    }

    /// What was wrong, if the parser has stopped.
    const JsonError& error() const { return error_; }
    bool is_cut_short() const { return is_cut_short_; }

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
            error_ = nesting_error(text_, max_json_depth);
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

    JsonContext context() const {
        if (open_.empty()) return JsonContext::document;
        if (open_.back().value.is_array()) return JsonContext::list;
        return open_.back().has_key ? JsonContext::member : JsonContext::object;
    }

    std::string_view text_;
    Json root_;
    std::vector<Open> open_;
    JsonError error_{};
    bool is_cut_short_ = false;
};

JsonProblem problem_at(std::string_view text, const JsonError& error) {
    const std::string_view before = text.substr(0, error.offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    // npos + 1 is 0: no line break stands before the first line.
    const std::string_view in_line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(in_line.begin(), in_line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;  // no UTF-8 continuation byte
    });
    return {static_cast<std::size_t>(lines) + 1, static_cast<std::size_t>(characters) + 1,
            error.what};
}

}  // namespace

std::variant<Json, JsonProblem> parse_json(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    // The library would skip a second mark, and count half of one wrongly.
    if (text.starts_with(byte_order_mark.front())) {
        return problem_at(text, {0, "expected a list or an object, found byte 0xef"});
    }
    TreeBuilder builder(text);
    const bool good = Json::sax_parse(text.begin(), text.end(), &builder);
    if (!good) {
        JsonProblem problem = problem_at(text, builder.error());
        problem.is_cut_short = builder.is_cut_short();
        return problem;
    }
    // The library takes a NUL byte as the end of the text.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        return problem_at(text, {nul, "expected the end of the text, found byte 0x00"});
    }
    return builder.take();
}

std::string_view kind_of(const Json& value) {
    switch (value.type()) {
        case Json::value_t::null:
            return "null";
        case Json::value_t::object:
            return "an object";
        case Json::value_t::array:
            return "a list";
        case Json::value_t::string:
            return "a string";
        case Json::value_t::boolean:
            return value.get<bool>() ? "true" : "false";
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
        case Json::value_t::number_float:
            return "a number";
        case Json::value_t::binary:
        case Json::value_t::discarded:
            break;  // not in JSON text
    }
    return "something else";
}

}  // namespace common
