#include "game/web/event_head.h"

#include <cstddef>
#include <utility>

#include <nlohmann/json.hpp>

namespace game::web {
namespace {

/// Looks at the members of the outermost object only.
class HeadReader : public nlohmann::json_sax<nlohmann::json> {
  public:
    EventHead head;
    bool has_event = false;

    bool null() override { return scalar(); }
    bool boolean(bool /*value*/) override { return scalar(); }
    bool number_integer(number_integer_t value) override {
        if (is_member("t")) head.t = static_cast<double>(value);
        return scalar();
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (is_member("t")) head.t = static_cast<double>(value);
        if (is_member("worker")) head.worker = value;
        if (is_member("match")) head.match = value;
        if (is_member("matches")) head.matches = value;
        if (is_member("join")) head.join = value;
        return scalar();
    }
    bool number_float(number_float_t value, const string_t& /*text*/) override {
        if (is_member("t")) head.t = value;
        return scalar();
    }
    bool string(string_t& value) override {
        if (is_member("event")) {
            has_event = true;
            head.event = value;
        } else if (is_member("refused")) {
            head.refused = value;
        } else if (is_member("log")) {
            head.log = value;
        }
        return scalar();
    }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override {
        if (is_member("so_far")) head.is_continuation = true;
        ++depth_;
        return true;
    }
    bool key(string_t& value) override {
        if (depth_ == 1) key_ = std::move(value);
        return true;
    }
    bool end_object() override {
        --depth_;
        return true;
    }
    bool start_array(std::size_t /*size*/) override {
        if (depth_ == 0) return false;
        ++depth_;
        return true;
    }
    bool end_array() override {
        --depth_;
        return true;
    }
    bool parse_error(std::size_t /*position*/, const std::string& /*last*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

  private:
    bool is_member(std::string_view name) const { return depth_ == 1 && key_ == name; }
    bool scalar() const { return depth_ > 0; }

    std::size_t depth_ = 0;
    std::string key_;  ///< of the outermost object
};

}  // namespace

std::optional<EventHead> read_event_head(std::string_view line) {
    HeadReader reader;
    if (!nlohmann::json::sax_parse(line, &reader) || !reader.has_event) return std::nullopt;
    return std::move(reader.head);
}

}  // namespace game::web
