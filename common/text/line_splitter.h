/// LineSplitter: splits a stream of bytes, which arrives in arbitrary pieces, into lines.
#pragma once

#include "common/text/utf8.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace common {

/// The state of one stream between two reads. Passive: its owner feeds it what was read, and gets
/// the lines through a callback.
///
/// A line ends at `\n`; a `\r` just before it is dropped. A line of more than `limit` bytes, not
/// counting its ending, is handed over in pieces of at most `limit` bytes, each but the last marked
/// as continued. They are cut between characters of UTF-8. All other bytes pass unchanged, NUL and
/// invalid UTF-8 included.
///
/// Between two calls at most `limit + 1` bytes are kept, and between two lines at most a page. A
/// line that arrives whole is not copied.
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
        while (is_beyond_limit(text)) {
            const std::size_t size = piece_size(text);
            on_line(text.substr(0, size), true);
            text.remove_prefix(size);
        }
        if (starts_line) {
            partial_.assign(text);
        } else {
            partial_.erase(0, partial_.size() - text.size());
        }
    }

    /// The stream is at its end: a last line without newline counts.
    template <class OnLine>
    void finish(OnLine&& on_line) {
        if (!partial_.empty()) hand_over(partial_, on_line);
        clear_partial();
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
        clear_partial();
    }

    template <class OnLine>
    void hand_over(std::string_view text, OnLine& on_line) {
        while (text.size() > limit_) {
            const std::size_t size = piece_size(text);
            on_line(text.substr(0, size), true);
            text.remove_prefix(size);
        }
        on_line(text, false);
    }

    /// True if `text`, the start of a line, is longer than the limit however it goes on. A `\r` one
    /// past the limit is not enough: the `\n` after it may come with the next read.
    bool is_beyond_limit(std::string_view text) const {
        return text.size() > limit_ + 1 || (text.size() == limit_ + 1 && text.back() != '\r');
    }

    /// The size of the first piece of `text`, which is longer than the limit: the limit, or less
    /// if a character would be cut. What comes after byte `limit` plays no part, since it may not
    /// have arrived yet.
    std::size_t piece_size(std::string_view text) const {
        constexpr std::size_t longest_start = 3;  // of a character that is cut
        for (std::size_t before = 1; before <= longest_start && before < limit_; ++before) {
            const std::string_view cut = text.substr(limit_ - before, before + 1);
            if (is_start_of_character(cut)) return limit_ - before;
        }
        return limit_;
    }

    /// A long line's memory is not kept: there may be thousands of idle streams.
    void clear_partial() {
        constexpr std::size_t most_kept = 4096;
        partial_.clear();
        // An assignment would keep the memory.
        if (partial_.capacity() > most_kept) std::string().swap(partial_);
    }

    std::size_t limit_;
    std::string partial_;  ///< the start of a line whose end has not arrived
};

}  // namespace common
