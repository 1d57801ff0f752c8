#include "game/terminal/key_decoder.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <optional>

namespace game::terminal {

namespace {

using view::Key;
using view::KeyName;

constexpr char escape_byte = '\x1b';
constexpr std::size_t longest_sequence = 32;  // longer ones are no keys

std::optional<KeyName> key_of_control(char byte) {
    constexpr char delete_byte = '\x7f';
    switch (byte) {
        case '\r':
        case '\n':
            return KeyName::enter;
        case '\t':
            return KeyName::tab;
        case '\b':
        case delete_byte:
            return KeyName::backspace;
        case 'A' - '@':
            return KeyName::home;
        case 'B' - '@':
            return KeyName::left;
        case 'D' - '@':
            return KeyName::remove;
        case 'E' - '@':
            return KeyName::end;
        case 'F' - '@':
            return KeyName::right;
        case 'L' - '@':
            return KeyName::control_l;
        case 'N' - '@':
            return KeyName::control_n;
        case 'P' - '@':
            return KeyName::control_p;
        case 'U' - '@':
            return KeyName::control_u;
        default:
            return std::nullopt;
    }
}

std::optional<KeyName> key_of_final(char byte) {
    switch (byte) {
        case 'A':
            return KeyName::up;
        case 'B':
            return KeyName::down;
        case 'C':
            return KeyName::right;
        case 'D':
            return KeyName::left;
        case 'F':
            return KeyName::end;
        case 'H':
            return KeyName::home;
        case 'M':
            return KeyName::enter;
        case 'Z':
            return KeyName::back_tab;
        default:
            return std::nullopt;
    }
}

/// Of a sequence that ends in `~`.
std::optional<KeyName> key_of_number(std::string_view parameters) {
    const std::string_view number = parameters.substr(0, parameters.find(';'));
    if (number == "1" || number == "7") return KeyName::home;
    if (number == "3") return KeyName::remove;
    if (number == "4" || number == "8") return KeyName::end;
    if (number == "5") return KeyName::page_up;
    if (number == "6") return KeyName::page_down;
    return std::nullopt;
}

bool is_parameter(char byte) {
    return byte >= ' ' && byte <= '?';
}

}  // namespace

std::vector<Key> KeyDecoder::feed(std::string_view bytes) {
    bytes_ += bytes;
    std::vector<Key> keys;
    while (!bytes_.empty() && take_one(keys)) {
    }
    return keys;
}

std::vector<Key> KeyDecoder::decide() {
    std::vector<Key> keys;
    if (bytes_.empty()) return keys;
    const bool is_escape = bytes_.front() == escape_byte;
    bytes_.clear();
    if (is_escape) keys.push_back({KeyName::escape});
    return keys;
}

/// Returns false if more bytes are needed.
bool KeyDecoder::take_one(std::vector<Key>& keys) {
    const char first = bytes_.front();
    if (first == escape_byte) return take_sequence(keys);
    constexpr char delete_byte = '\x7f';
    const auto value = static_cast<unsigned char>(first);
    if (value >= ' ' && first != delete_byte) return take_character(keys);
    if (const auto key = key_of_control(first)) keys.push_back({*key});
    drop(1);
    return true;
}

bool KeyDecoder::take_sequence(std::vector<Key>& keys) {
    for (const auto& [sequence, key] : sequences_) {
        if (!bytes_.starts_with(sequence)) continue;
        keys.push_back({key});
        drop(sequence.size());
        return true;
    }
    if (bytes_.size() < 2) return false;
    const char second = bytes_[1];
    if (second != '[' && second != 'O') {  // Escape, and another key after it
        keys.push_back({KeyName::escape});
        drop(1);
        return true;
    }
    std::size_t end = 2;
    const bool is_function_key = bytes_.size() > 2 && second == '[' && bytes_[2] == '[';
    if (is_function_key) ++end;  // of the Linux console: one more byte follows
    while (end < bytes_.size() && is_parameter(bytes_[end]))
        ++end;
    if (end == bytes_.size() && end < longest_sequence) return false;
    if (end < bytes_.size() && !is_function_key) {
        const std::string_view parameters = std::string_view(bytes_).substr(2, end - 2);
        const char last = bytes_[end];
        const auto key = last == '~' ? key_of_number(parameters) : key_of_final(last);
        if (key) keys.push_back({*key});
    }
    drop(std::min(end + 1, bytes_.size()));
    return true;
}

bool KeyDecoder::take_character(std::vector<Key>& keys) {
    const common::Utf8Character character = common::first_character(bytes_);
    if (character.size > 0) {
        const bool is_ascii = character.size == 1;
        if (is_ascii || has_utf8_) {
            keys.push_back({KeyName::character, bytes_.substr(0, character.size)});
        }
        drop(character.size);
        return true;
    }
    constexpr std::size_t longest_character = 4;
    const bool may_become_one = bytes_.size() < longest_character && has_utf8_ &&
                                (bytes_.size() == 1 || common::is_start_of_character(bytes_));
    if (may_become_one && static_cast<unsigned char>(bytes_.front()) >= 0xC2U) return false;
    drop(std::max<std::size_t>(character.broken, 1));
    return true;
}

}  // namespace game::terminal
