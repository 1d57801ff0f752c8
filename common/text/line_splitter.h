/// Cuts a stream of bytes into lines, whatever pieces the bytes arrive in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace common {

/// One stream's state between two reads. Entirely passive: its owner feeds it what was read and is
/// handed the lines.
///
/// A line ends at `\n`; a `\r` just before it is dropped. A line of more than `limit` bytes, its
/// ending not counted, is handed over in pieces of `limit` bytes, each but the last marked as
/// continued. All other bytes pass unchanged, NUL and invalid UTF-8 included.
///
/// At most `limit + 1` bytes are kept between two calls, and none are copied of a line that arrives
/// whole.
class LineSplitter {
  public:
    /// `limit` is at least 1.
    explicit LineSplitter(std::size_t limit) : limit_(limit) {}

    /// Feeds `bytes`, and calls `on_line(std::string_view text, bool continued)` for every line or
    /// piece that they complete. `text` is valid during that call only.
    template <class OnLine>
    void feed(std::string_view bytes, OnLine&& on_line) {
        for (;;) {
            const std::size_t newline = bytes.find('\n');
            if (newline == std::string_view::npos) break;
            end_line(bytes.substr(0, newline), on_line);
            bytes.remove_prefix(newline + 1);
        }
        if (bytes.empty()) return;
        const bool starts_line = partial_.empty();
        if (!starts_line) partial_.append(bytes);
        std::string_view text = starts_line ? bytes : std::string_view(partial_);
        while (goes_on_beyond_limit(text)) {
            on_line(text.substr(0, limit_), true);
            text.remove_prefix(limit_);
        }
        if (starts_line) {
            partial_.assign(text);
        } else {
            partial_.erase(0, partial_.size() - text.size());
        }
    }

    /// Tells that the stream is at its end: a last line without newline counts.
    template <class OnLine>
    void finish(OnLine&& on_line) {
        if (!partial_.empty()) hand_over(partial_, on_line);
        partial_.clear();
    }

  private:
    template <class OnLine>
    void end_line(std::string_view text, OnLine& on_line) {
        if (!partial_.empty()) {
            partial_.append(text);
            text = partial_;
        }
        if (text.ends_with('\r')) text.remove_suffix(1);
        hand_over(text, on_line);
        partial_.clear();
    }

    template <class OnLine>
    void hand_over(std::string_view text, OnLine& on_line) {
        while (text.size() > limit_) {
            on_line(text.substr(0, limit_), true);
            text.remove_prefix(limit_);
        }
        on_line(text, false);
    }

    /// True if `text`, the start of a line, is longer than the limit however it goes on. A `\r` one
    /// past the limit is not enough: the `\n` after it may come with the next read.
    bool goes_on_beyond_limit(std::string_view text) const {
        return text.size() > limit_ + 1 || (text.size() == limit_ + 1 && text.back() != '\r');
    }

    std::size_t limit_;
    std::string partial_;  ///< the start of a line whose end has not arrived
};

}  // namespace common
