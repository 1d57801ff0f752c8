/// Where in a JSON value something is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace game::rules {

/// A place within a JSON value: its root, or a step down from another place. It
/// points to that place and to its key, which must outlive it; so a walk
/// through a value needs no memory but the stack's.
class JsonPlace {
  public:
    JsonPlace() = default;

    JsonPlace member(std::string_view key) const { return {this, key}; }
    JsonPlace element(std::size_t index) const { return {this, index}; }

    /// The JSON pointer (RFC 6901), empty for the root. Control characters are
    /// escaped and long keys cut, so that it fits in a line of a message.
    std::string pointer() const;

  private:
    using Step = std::variant<std::size_t, std::string_view>;

    JsonPlace(const JsonPlace* parent, Step step) : parent_(parent), step_(step) {}

    const JsonPlace* parent_ = nullptr;
    Step step_;
};

}  // namespace game::rules
