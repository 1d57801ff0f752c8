#include "game/web/message_type.h"

#include <cstddef>
#include <utility>

#include <nlohmann/json.hpp>

namespace game::web {
namespace {

/// Stops as soon as the type is known.
class TypeReader : public nlohmann::json_sax<nlohmann::json> {
  public:
    std::string type;

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t /*value*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& value) override {
        if (depth_ != 1 || key_ != "type") return true;
        type = std::move(value);
        return false;
    }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*size*/) override { return ++depth_ > 0; }
    bool key(string_t& value) override {
        if (depth_ == 1) key_ = std::move(value);
        return true;
    }
    bool end_object() override { return --depth_ > 0; }
    bool start_array(std::size_t /*size*/) override { return depth_++ > 0; }
    bool end_array() override { return --depth_ > 0; }
    bool parse_error(std::size_t /*position*/, const std::string& /*last*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

  private:
    std::size_t depth_ = 0;
    std::string key_;  ///< of the outermost object
};

}  // namespace

std::string message_type(std::string_view message) {
    TypeReader reader;
    nlohmann::json::sax_parse(message, &reader);
    return std::move(reader.type);
}

}  // namespace game::web
