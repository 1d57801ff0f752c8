/// BadLine: a line that is not one of a log, or cannot stand where it does.
#pragma once

#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace game {

class BadLine : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;

    BadLine(std::string_view key, std::string_view what)
        : std::runtime_error(fmt::format("/{}: {}", key, what)) {}
};

}  // namespace game
