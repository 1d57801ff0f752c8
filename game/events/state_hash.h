/// The hash of a state, by which two runs of a match are compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace game {

/// FNV-1a of 64 bits, as 16 hexadecimal digits.
inline std::string state_hash(std::string_view state) {
    constexpr std::uint64_t basis = 0xcbf29ce484222325;
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = basis;
    for (const char byte : state)
        hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
    return fmt::format("{:016x}", hash);
}

}  // namespace game
