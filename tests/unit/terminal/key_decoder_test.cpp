#include "game/terminal/key_decoder.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace tests {

namespace {

using game::terminal::KeyDecoder;
using game::view::Key;
using game::view::KeyName;

/// A word for each key; characters as they are.
std::string names_of(const std::vector<Key>& keys) {
    std::string names;
    for (const Key& key : keys) {
        if (!names.empty()) names += ' ';
        switch (key.name) {
            case KeyName::character:
                names += key.text;
                break;
            case KeyName::enter:
                names += "enter";
                break;
            case KeyName::escape:
                names += "escape";
                break;
            case KeyName::backspace:
                names += "backspace";
                break;
            case KeyName::remove:
                names += "remove";
                break;
            case KeyName::up:
                names += "up";
                break;
            case KeyName::down:
                names += "down";
                break;
            case KeyName::left:
                names += "left";
                break;
            case KeyName::page_up:
                names += "page-up";
                break;
            case KeyName::home:
                names += "home";
                break;
            case KeyName::end:
                names += "end";
                break;
            case KeyName::back_tab:
                names += "back-tab";
                break;
            default:
                names += "other";
        }
    }
    return names;
}

std::string keys_of(std::string_view bytes) {
    KeyDecoder decoder({{"\x1bOA", KeyName::up}}, true);
    return names_of(decoder.feed(bytes));
}

}  // namespace

TEST_SUITE("key decoder") {
    TEST_CASE("characters, and keys that are one byte") {
        CHECK(keys_of("a1\r\n\x7f\x08") == "a 1 enter enter backspace backspace");
        CHECK(keys_of("é漢") == "é 漢");
        CHECK(keys_of("\x01\x03x") == "home x");  // Ctrl-C is a signal, and no key
    }

    TEST_CASE("special keys, in the forms of several terminals") {
        CHECK(keys_of("\x1b[A\x1bOA\x1b[1;5A") == "up up up");
        CHECK(keys_of("\x1b[5~\x1b[3~\x1b[H\x1b[1~\x1b[4~\x1bOF\x1b[Z") ==
              "page-up remove home home end end back-tab");
        CHECK(keys_of("\x1b[[Ax\x1b[15~y\x1b[200~z") == "x y z");  // none of ours
    }

    TEST_CASE("Escape is decided when nothing follows, or another key does") {
        KeyDecoder decoder({}, true);
        CHECK(decoder.feed("\x1b").empty());
        CHECK(decoder.is_undecided());
        CHECK(names_of(decoder.decide()) == "escape");
        CHECK_FALSE(decoder.is_undecided());
        CHECK(keys_of("\x1bx") == "escape x");
        CHECK(keys_of("\x1b\x1b[B") == "escape down");
    }

    TEST_CASE("what comes in pieces is put together") {
        KeyDecoder decoder({}, true);
        CHECK(decoder.feed("\x1b[").empty());
        CHECK(names_of(decoder.feed("1;")) == "");
        CHECK(names_of(decoder.feed("2D\xe6")) == "left");
        CHECK(names_of(decoder.feed("\xbc")) == "");
        CHECK(names_of(decoder.feed("\xa2")) == "漢");
    }

    TEST_CASE("bytes that are no characters are dropped, and nothing is kept for long") {
        CHECK(keys_of("a\xff\x80z") == "a z");
        CHECK(keys_of("\xc3z") == "z");
        KeyDecoder decoder({}, true);
        CHECK(decoder.feed("\x1b[" + std::string(10'000, '1')).size() < 10'000);
        CHECK(names_of(decoder.decide()).size() < 10);
        KeyDecoder ascii({}, false);
        CHECK(names_of(ascii.feed("a\xc3\xa9z")) == "a z");
    }
}

}  // namespace tests
