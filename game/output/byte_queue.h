/// ByteQueue: bytes on their way, put in at the end and taken out at the front.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace game {

/// Made for many pieces of a few bytes each: those that are appended together need one look at the
/// capacity, and are copied where the caller's code is, which a std::string does neither of.
///
/// Its memory grows as it has to, and is kept.
class ByteQueue {
  public:
    /// Valid until something is appended or dropped.
    std::string_view bytes() const { return {memory_.get() + front_, size()}; }

    std::size_t size() const { return end_ - front_; }
    bool empty() const { return front_ == end_; }

    /// Appends the parts, each of which is or becomes a std::string_view, one after the other.
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

    /// Moves what there is to the start of the memory, or of twice as much. At least half of the
    /// memory is free then, so that a byte is moved but a few times, however it trickles out.
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
