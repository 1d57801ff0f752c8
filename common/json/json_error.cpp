#include "common/json/json_error.h"

#include "common/json/json_text.h"
#include "common/text/text.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace common {

namespace {

bool is_white_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// True for what numbers and bare words consist of, so that `-Infinity` and `01` are shown whole.
bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '.';
}

/// A bracket, a comma, a string, a word, or a byte that JSON does not use. The end of the text if
/// `begin` is the text's size.
struct Token {
    std::size_t begin;
    std::size_t end;
};

/// One byte behind the end of the text if the string is not closed.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < text.size() && text[end] != '"')
        end += text[end] == '\\' ? 2 : 1;
    return std::min(end, text.size()) + 1;
}

/// The first token at or behind `offset`, which is not inside of a token.
Token token_from(std::string_view text, std::size_t offset) {
    while (offset < text.size() && is_white_space(text[offset]))
        ++offset;
    std::size_t end = offset;
    while (end < text.size() && is_word(text[end]))
        ++end;
    if (end > offset || offset == text.size()) return {offset, end};
    return {offset, text[offset] == '"' ? end_of_string(text, offset) : offset + 1};
}

/// The token at which the parser stopped, having read `position` bytes. All before it are correct.
Token bad_token(std::string_view text, std::size_t position) {
    Token last{0, 0};
    Token token = token_from(text, 0);
    while (token.begin < text.size() && token.end < position) {
        last = token;
        token = token_from(text, token.end);
    }
    // The parser stops at the byte behind a wrong word, not at the word: `tru]`.
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

std::string_view expected_at(std::optional<char> before, JsonContext context) {
    switch (context) {
        case JsonContext::document:
            return before ? "the end of the text" : "a list or an object";
        case JsonContext::list:
            if (before == '[') return "a value or \"]\"";
            return before == ',' ? "a value" : "\",\" or \"]\"";
        case JsonContext::object:
            if (before == '{') return "a key in double quotes or \"}\"";
            return before == ',' ? "a key in double quotes" : "\",\" or \"}\"";
        case JsonContext::member:
            return before == ':' ? "a value" : "\":\" after the key";
    }
    return "something else";
}

std::string found(std::string_view text, const Token& token) {
    if (token.begin == text.size()) return "the end of the text";
    const char first = text[token.begin];
    const auto byte = static_cast<unsigned char>(first);
    if (first == '"') return "a string";
    if (byte < ' ' || byte >= 0x7f) return fmt::format("byte 0x{:02x}", byte);
    return fmt::format("\"{}\"", shown(text, token));
}

/// True for a number such as `01` or `-00.5`.
bool has_leading_zero(std::string_view word) {
    if (word.starts_with('-')) word.remove_prefix(1);
    return word.size() > 1 && word[0] == '0' && word[1] >= '0' && word[1] <= '9';
}

/// What other formats allow, but not JSON; nothing if it is something else.
std::optional<std::string> habit_error(std::string_view text, const Token& token,
                                       std::optional<char> before) {
    const std::string_view rest = text.substr(token.begin);
    if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#')) {
        return "JSON has no comments";
    }
    if (before == ',' && (rest.starts_with(']') || rest.starts_with('}'))) {
        return fmt::format("JSON allows no comma before \"{}\"", rest.front());
    }
    if (has_leading_zero(text.substr(token.begin, token.end - token.begin))) {
        return fmt::format("the number {} must not begin with 0", shown(text, token));
    }
    return std::nullopt;
}

/// What is wrong in a string, by the library's message; nothing if it is something else.
std::optional<std::string_view> string_error(std::string_view message) {
    struct Translation {
        std::string_view theirs;
        std::string_view ours;
    };
    constexpr std::array<Translation, 6> translations = {{
        {"(LF) must be escaped", "a line break in a string; write \\n"},
        {"must be escaped", "a control character in a string; write \\u and four hex digits"},
        {"must be followed by 4 hex digits", "\\u must be followed by four hex digits"},
        {"surrogate", "half of a \\u surrogate pair"},
        {"forbidden character after backslash",
         "only one of \" \\ / b f n r t u can follow a backslash"},
        {"ill-formed UTF-8", "a byte in a string that is not UTF-8"},
    }};
    // Behind this comes the token, which can contain any words.
    message = message.substr(0, message.find("; last read:"));
    if (message.find("invalid string") == std::string_view::npos) return std::nullopt;
    for (const Translation& translation : translations) {
        if (message.find(translation.theirs) != std::string_view::npos) return translation.ours;
    }
    return "not a valid JSON string";
}

}  // namespace

JsonError json_error(std::string_view text, std::size_t position,
                     const nlohmann::json::exception& exception, JsonContext context) {
    const Token token = bad_token(text, position);
    if (const auto what = string_error(exception.what())) {
        if (position > text.size()) return {token.begin, "this string has no closing quote"};
        return {position - 1, std::string(*what)};
    }
    constexpr int number_overflow = 406;
    if (exception.id == number_overflow) {
        return {token.begin, fmt::format("the number {} is too large", shown(text, token))};
    }
    const std::optional<char> before = byte_before(text, token.begin);
    if (const auto what = habit_error(text, token, before)) return {token.begin, *what};
    return {token.begin,
            fmt::format("expected {}, found {}", expected_at(before, context), found(text, token))};
}

JsonError nesting_error(std::string_view text, std::size_t depth) {
    Token token = token_from(text, 0);
    for (std::size_t open = 0; token.begin < text.size(); token = token_from(text, token.end)) {
        const char c = text[token.begin];
        if (c == ']' || c == '}') --open;
        if ((c == '[' || c == '{') && ++open > depth) break;
    }
    return {token.begin, fmt::format("nested deeper than {} levels", depth)};
}

}  // namespace common
