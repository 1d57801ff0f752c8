#include "common/text/utf8.h"

namespace common {

namespace {

/// What may follow a lead byte: how many bytes, between which bounds the first of them lies, and
/// how many bits of the character the lead byte holds.
struct Tail {
    std::size_t size;
    unsigned char min;
    unsigned char max;
    unsigned int lead_bits;
};

Tail tail_after(unsigned char lead) {
    if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF, 5};
    if (lead == 0xE0) return {2, 0xA0, 0xBF, 4};
    if (lead == 0xED) return {2, 0x80, 0x9F, 4};
    if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF, 4};
    if (lead == 0xF0) return {3, 0x90, 0xBF, 3};
    if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF, 3};
    if (lead == 0xF4) return {3, 0x80, 0x8F, 3};
    return {0, 0, 0, 0};
}

}  // namespace

Utf8Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {1, lead, 0};
    Tail tail = tail_after(lead);
    char32_t code = lead & ((1U << tail.lead_bits) - 1);
    std::size_t good = 1;
    for (const char c : text.substr(1, tail.size)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < tail.min || byte > tail.max) break;
        code = code << 6U | (byte & 0x3FU);
        tail.min = 0x80;
        tail.max = 0xBF;
        ++good;
    }
    const bool is_whole = tail.size > 0 && good == 1 + tail.size;
    return is_whole ? Utf8Character{good, code, 0} : Utf8Character{0, 0, good};
}

/// Looks at every byte, so that the compiler can make it look at many at once.
bool is_ascii(std::string_view bytes) {
    unsigned int seen = 0;
    for (const char c : bytes)
        seen |= static_cast<unsigned char>(c);
    return seen < 0x80;
}

bool is_utf8(std::string_view bytes) {
    if (is_ascii(bytes)) return true;
    while (!bytes.empty()) {
        const std::size_t size = first_character(bytes).size;
        if (size == 0) return false;
        bytes.remove_prefix(size);
    }
    return true;
}

}  // namespace common
