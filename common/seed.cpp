#include "common/seed.h"

#include <bit>

namespace common {

namespace {

/// SipHash (Aumasson and Bernstein, 2012), for messages of one word.
class SipHash {
  public:
    SipHash(std::uint64_t first_key, std::uint64_t second_key)
        : a_(first_key ^ 0x736f6d6570736575),
          b_(second_key ^ 0x646f72616e646f6d),
          c_(first_key ^ 0x6c7967656e657261),
          d_(second_key ^ 0x7465646279746573) {}

    std::uint64_t hash(std::uint64_t word) {
        constexpr std::uint64_t message_bytes = 8;
        take(word);
        take(message_bytes << 56U);
        c_ ^= 0xff;
        for (int i = 0; i < 4; ++i)
            mix();
        return a_ ^ b_ ^ c_ ^ d_;
    }

  private:
    void take(std::uint64_t word) {
        d_ ^= word;
        mix();
        mix();
        a_ ^= word;
    }

    void mix() {
        a_ += b_;
        b_ = std::rotl(b_, 13) ^ a_;
        a_ = std::rotl(a_, 32);
        c_ += d_;
        d_ = std::rotl(d_, 16) ^ c_;
        a_ += d_;
        d_ = std::rotl(d_, 21) ^ a_;
        c_ += b_;
        b_ = std::rotl(b_, 17) ^ c_;
        c_ = std::rotl(c_, 32);
    }

    std::uint64_t a_;
    std::uint64_t b_;
    std::uint64_t c_;
    std::uint64_t d_;
};

}  // namespace

std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t number) {
    constexpr std::uint64_t purpose = 0x73656564;  // so that no other use of the key is the same
    constexpr std::uint64_t most = 0x7fffffff;
    return SipHash(seed, purpose).hash(number) & most;
}

}  // namespace common
