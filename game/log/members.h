/// LogMembers: the members of an object of a log, each read as the type that it must have.
#pragma once

#include "common/json/json_text.h"
#include "game/log/bad_line.h"

#include <string>
#include <string_view>
#include <vector>

namespace game {

/// The largest whole number up to which a double, and so every JSON reader, has all of them.
inline constexpr double largest_exact_number = 9007199254740991;

/// What the readers of all kinds of lines have in common. The functions throw BadLine if a member
/// is missing, or of another type.
class LogMembers {
  public:
    /// What a member is that is null.
    enum class Null {
        value,    ///< one of a type of its own
        missing,  ///< not there
    };

    /// `object` must outlive it.
    LogMembers(const common::Json& object, Null null) : object_(object), null_(null) {}

    /// Null if there is none of that name.
    const common::Json* find(std::string_view key) const;

    const common::Json& at(std::string_view key) const;
    const std::string& text(std::string_view key) const;

    /// Empty if it is missing.
    std::string optional_text(std::string_view key) const;

    double number(std::string_view key) const;
    bool flag(std::string_view key) const;
    const common::Json& list(std::string_view key) const;

  protected:
    /// The elements of `list`, which is the member `key`.
    static std::vector<std::string> strings_of(const common::Json& list, std::string_view key);

    static BadLine wrong_kind(std::string_view key, std::string_view wanted,
                              const common::Json& value);

  private:
    const common::Json& object_;
    Null null_;
};

}  // namespace game
