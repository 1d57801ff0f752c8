/// Prompt: the line in which commands are typed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game::view {

/// Its text is UTF-8. It remembers what was entered.
class Prompt {
  public:
    const std::string& text() const { return text_; }

    /// How many bytes stand before the cursor.
    std::size_t cursor() const { return cursor_; }

    bool is_empty() const { return text_.empty(); }

    /// Inserts a character before the cursor, unless the line is too long for a command.
    void type(std::string_view character);

    void erase_before();
    void erase_after();
    void move_left();
    void move_right();
    void move_to_begin() { cursor_ = 0; }
    void move_to_end() { cursor_ = text_.size(); }
    void clear();

    /// Puts in the line that was entered before the one that stands there; does nothing at the
    /// oldest.
    void go_back();

    /// The opposite; the line that was being typed comes back at the end.
    void go_on();

    /// Takes the text out, into the history.
    std::string enter();

  private:
    void show(std::string text);

    std::string text_;
    std::size_t cursor_ = 0;
    std::vector<std::string> history_;
    std::optional<std::size_t> shown_;  ///< of the history
    std::string typed_;                 ///< what stood there before the history was shown
};

}  // namespace game::view
