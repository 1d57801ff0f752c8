#include "common/json/json_error.h"

#include "common/json/json_message.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace game {

namespace {

bool is_white_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// True for what numbers and bare words consist of, so that `-Infinity` and `01` are shown whole.
bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '.';
}

/// A bracket, a comma, a string, a word or a byte that JSON knows no use for; or, where begin is
/// the text's size, the end of the text.
struct Token {
    std::size_t begin;
    std::size_t end;
};

/// One behind the end of the text if the string has no end.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < text.size() && text[end] != '"')
        end += text[end] == '\\' ? 2 : 1;
    return std::min(end, text.size()) + 1;
}

/// The first token at or behind `offset`, which is not within one.
Token token_from(std::string_view text, std::size_t offset) {
    while (offset < text.size() && is_white_space(text[offset]))
        ++offset;
    std::size_t end = offset;
    while (end < text.size() && is_word(text[end]))
        ++end;
    if (end > offset || offset == text.size()) return {offset, end};
    return {offset, text[offset] == '"' ? end_of_string(text, offset) : offset + 1};
}

/// The token that stopped the parser once it had read `position` bytes; all before it are good.
Token bad_token(std::string_view text, std::size_t position) {
    Token last{0, 0};
    Token token = token_from(text, 0);
    while (token.begin < text.size() && token.end < position) {
        last = token;
        token = token_from(text, token.end);
    }
    // The byte behind a bad word stops the parser, not the word: `tru]`.
    const std::string_view word = text.substr(last.begin, last.end - last.begin);
    const bool behind_word = last.end == token.begin && !word.empty() && is_word(word.front());
    return behind_word && !Json::accept(word) ? last : token;
}

/// The last byte before `offset` that is no white space; none if there is none.
std::optional<char> byte_before(std::string_view text, std::size_t offset) {
    while (offset > 0 && is_white_space(text[offset - 1]))
        --offset;
    if (offset == 0) return std::nullopt;
    return text[offset - 1];
}

std::string shown(std::string_view text, const Token& token) {
    return shortened(text.substr(token.begin, token.end - token.begin), 40);
}

std::string_view expected_at(std::optional<char> before, JsonSurroundings surroundings) {
    switch (surroundings) {
        case JsonSurroundings::whole_text:
            return before ? "the end of the file" : "a list or an object";
        case JsonSurroundings::list:
            if (before == '[') return "a value or \"]\"";
            return before == ',' ? "a value" : "\",\" or \"]\"";
        case JsonSurroundings::object:
            if (before == '{') return "a key in double quotes or \"}\"";
            return before == ',' ? "a key in double quotes" : "\",\" or \"}\"";
        case JsonSurroundings::member:
            return before == ':' ? "a value" : "\":\" after the key";
    }
    return "something else";
}

std::string found(std::string_view text, const Token& token) {
    if (token.begin == text.size()) return "the end of the file";
    const char first = text[token.begin];
    const auto byte = static_cast<unsigned char>(first);
    if (first == '"') return "a string";
    if (byte < ' ' || byte >= 0x7f) return fmt::format("byte 0x{:02x}", byte);
    return fmt::format("\"{}\"", shown(text, token));
}

/// What is wrong inside of a string, by the words of the library; nothing if it is something else.
std::optional<std::string_view> string_mistake(std::string_view library_words) {
    struct Translation {
        std::string_view theirs;
        std::string_view ours;
    };
    constexpr std::array<Translation, 6> translations = {{
        {"(LF) must be escaped", "a line break within a string; write \\n"},
        {"must be escaped", "a control character within a string; write \\u and four hex digits"},
        {"must be followed by 4 hex digits", "\\u must be followed by four hex digits"},
        {"surrogate", "half of a \\u surrogate pair"},
        {"forbidden character after backslash",
         "only one of \" \\ / b f n r t u can follow a backslash"},
        {"ill-formed UTF-8", "a byte within a string that is not UTF-8"},
    }};
    // Beyond this stands the token, which can hold any words.
    library_words = library_words.substr(0, library_words.find("; last read:"));
    if (library_words.find("invalid string") == std::string_view::npos) return std::nullopt;
    for (const Translation& translation : translations) {
        if (library_words.find(translation.theirs) != std::string_view::npos) {
            return translation.ours;
        }
    }
    return "not a string as JSON has them";
}

}  // namespace

JsonMistake json_mistake(std::string_view text, std::size_t position,
                         const nlohmann::detail::exception& error, JsonSurroundings surroundings) {
    const Token token = bad_token(text, position);
    if (const auto mistake = string_mistake(error.what())) {
        if (position > text.size()) return {token.begin, "this string has no closing quote"};
        return {position - 1, std::string(*mistake)};
    }
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) {
        return {token.begin, fmt::format("the number {} is too large", shown(text, token))};
    }
    const auto expected = expected_at(byte_before(text, token.begin), surroundings);
    return {token.begin, fmt::format("expected {}, found {}", expected, found(text, token))};
}

JsonMistake too_deep_mistake(std::string_view text, std::size_t depth) {
    Token token = token_from(text, 0);
    for (std::size_t open = 0; token.begin < text.size(); token = token_from(text, token.end)) {
        const char c = text[token.begin];
        if (c == ']' || c == '}') --open;
        if ((c == '[' || c == '{') && ++open > depth) break;
    }
    return {token.begin, fmt::format("nested deeper than {} levels", depth)};
}

}  // namespace game
