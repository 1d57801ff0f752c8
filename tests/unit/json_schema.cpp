#include "json_schema.h"

#include <cmath>
#include <cstdint>
#include <fstream>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using valijson::adapters::NlohmannJsonAdapter;

namespace {

/// For draft 7, 1.0 is an integer; the validator holds to draft 4, for which only 1 is. So it is
/// given 1 for 1.0.
void make_whole_numbers_integers(nlohmann::json& json) {
    constexpr double largest = 1e15;
    if (json.is_structured()) {
        for (auto& element : json)
            make_whole_numbers_integers(element);
    } else if (json.is_number_float()) {
        const auto number = json.get<double>();
        if (std::abs(number) < largest && std::trunc(number) == number) {
            json = static_cast<std::int64_t>(number);
        }
    }
}

}  // namespace

struct JsonSchema::State {
    valijson::Schema schema;
};

JsonSchema::JsonSchema(const std::filesystem::path& file) {
    std::ifstream stream(file);
    const auto json = nlohmann::json::parse(stream);
    auto state = std::make_unique<State>();
    valijson::SchemaParser().populateSchema(NlohmannJsonAdapter(json), state->schema);
    state_ = std::move(state);
}

JsonSchema::~JsonSchema() = default;

bool JsonSchema::accepts(std::string_view text) const {
    auto json = nlohmann::json::parse(text);
    make_whole_numbers_integers(json);
    return valijson::Validator().validate(state_->schema, NlohmannJsonAdapter(json), nullptr);
}
