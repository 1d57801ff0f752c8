/// A JSON Schema, for tests. The validator's headers are heavy; only json_schema.cpp sees them.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

class JsonSchema {
  public:
    /// Reads a schema from a file.
    explicit JsonSchema(const std::filesystem::path& file);
    ~JsonSchema();

    /// True if `text`, which must be JSON, is valid.
    bool accepts(std::string_view text) const;

  private:
    struct State;
    std::unique_ptr<const State> state_;
};
