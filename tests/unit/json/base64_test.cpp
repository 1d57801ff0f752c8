#include "common/json/base64.h"

#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

std::string encoded(std::string_view bytes) {
    std::string text;
    common::append_base64(text, bytes);
    return text;
}

}  // namespace

TEST_CASE("base64 encodes the examples of RFC 4648") {
    CHECK(encoded("").empty());
    CHECK(encoded("f") == "Zg==");
    CHECK(encoded("fo") == "Zm8=");
    CHECK(encoded("foo") == "Zm9v");
    CHECK(encoded("foob") == "Zm9vYg==");
    CHECK(encoded("fooba") == "Zm9vYmE=");
    CHECK(encoded("foobar") == "Zm9vYmFy");
}

TEST_CASE("base64 decodes what it encodes, whatever the bytes and however many") {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) {
        CHECK(common::decode_base64(encoded(bytes)) == bytes);
        bytes += static_cast<char>(i * i + 7 * i);
    }
}

TEST_CASE("base64 refuses what it would not have written") {
    for (const std::string_view text :
         {"A", "AA", "AAA", "AA=", "A===", "====", "AAAA=", "AA==AAAA", "AA=A",
          "AB==", "AAB=", "AA A", "AA\nA", "AA-_", "A\0AA"}) {
        CAPTURE(text);
        CHECK(common::decode_base64(text) == std::nullopt);
    }
    CHECK(common::decode_base64(std::string_view("A\0AA", 4)) == std::nullopt);
}
