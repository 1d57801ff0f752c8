/// ByteQueue: bytes that wait to be written, appended at the end and taken from the front.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace game {

/// Made for many small pieces: pieces that are appended together need one check of the capacity,
/// and are copied inline. A std::string does neither, and makes the relay a third slower.
///
/// The memory grows as needed and is kept.
class ByteQueue {
  public:
    /// Valid until something is appended or dropped.
    std::string_view bytes() const { return {memory_.get() + front_, size()}; }

    std::size_t size() const { return end_ - front_; }
    bool empty() const { return front_ == end_; }

    /// Appends the parts, each convertible to std::string_view, in order.
    template <class... Parts>
    void append(const Parts&... parts) {
        append_views(std::string_view(parts)...);
    }

    /// Drops the first `count` bytes, at most `size()`.
    void drop(std::size_t count) {
        front_ += count;
        if (empty()) clear();
    }

    void clear() { front_ = end_ = 0; }

  private:
    template <class... Views>
    void append_views(Views... parts) {
        const std::size_t size = (parts.size() + ...);
        if (capacity_ - end_ < size) make_room(size);
        char* to = memory_.get() + end_;
        const auto copy = [&to](std::string_view part) {
            if (!part.empty()) std::memcpy(to, part.data(), part.size());
            to += part.size();
        };
        (copy(parts), ...);
        end_ += size;
    }

    /// Moves the content to the start of the memory, or of memory twice as large. At least half of
    /// it is free then, so that each byte is moved only a few times, however slowly it leaves.
    void make_room(std::size_t more) {
        const std::size_t needed = 2 * (size() + more);
        const std::string_view former = bytes();
        if (needed <= capacity_) {
            std::memmove(memory_.get(), former.data(), former.size());
        } else {
            const std::size_t capacity = std::max(needed, 2 * capacity_);
            auto memory = std::make_unique_for_overwrite<char[]>(capacity);
            if (!former.empty()) std::memcpy(memory.get(), former.data(), former.size());
            memory_ = std::move(memory);
            capacity_ = capacity;
        }
        end_ = former.size();
        front_ = 0;
    }

    std::unique_ptr<char[]> memory_;
    std::size_t capacity_ = 0;
    std::size_t front_ = 0;
    std::size_t end_ = 0;
};

}  // namespace game
