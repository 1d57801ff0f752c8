/// Numbers and strings as bytes that are the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// Appends fields to a string: numbers of eight bytes, the lowest first, and strings with their
/// length before them.
class ByteWriter {
  public:
    /// `to` must outlive it.
    explicit ByteWriter(std::string& to) : to_(to) {}

    void number(std::uint64_t value) {
        for (unsigned shift = 0; shift < 64U; shift += 8U)
            to_ += static_cast<char>(static_cast<unsigned char>(value >> shift));
    }

    void text(std::string_view value) {
        number(value.size());
        to_ += value;
    }

  private:
    std::string& to_;
};

/// Reads what a ByteWriter has written. The first field that is not there makes it fail; from then
/// on all fields are empty.
class ByteReader {
  public:
    /// `bytes` must outlive it.
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        constexpr std::size_t size = 8;
        const std::string_view field = take(size);
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < field.size(); ++i)
            value |= std::uint64_t{static_cast<unsigned char>(field[i])} << (8U * i);
        return value;
    }

    std::string_view text() { return take(number()); }

    /// How many fields follow: no more than bytes are left.
    std::size_t count() {
        const std::uint64_t value = number();
        if (value > bytes_.size()) fail();
        return has_failed_ ? 0 : static_cast<std::size_t>(value);
    }

    bool has_failed() const { return has_failed_; }

    /// True if every field was there, and nothing is left.
    bool is_at_end() const { return !has_failed_ && bytes_.empty(); }

  private:
    std::string_view take(std::uint64_t size) {
        if (size > bytes_.size()) fail();
        if (has_failed_) return {};
        const std::string_view field = bytes_.substr(0, static_cast<std::size_t>(size));
        bytes_.remove_prefix(field.size());
        return field;
    }

    void fail() {
        has_failed_ = true;
        bytes_ = {};
    }

    std::string_view bytes_;
    bool has_failed_ = false;
};

}  // namespace game
