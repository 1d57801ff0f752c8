#include "common/text/shell_words.h"

namespace common {

namespace {

/// One pass over a line, from left to right.
class Splitter {
  public:
    explicit Splitter(std::string_view text) : rest_(text) {}

    std::optional<std::vector<std::string>> split() {
        while (!rest_.empty()) {
            if (!take_next(next())) return std::nullopt;
        }
        end_word();
        return std::move(words_);
    }

  private:
    char next() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    void append(char c) {
        word_ += c;
        in_word_ = true;
    }

    void end_word() {
        if (in_word_) words_.push_back(std::move(word_));
        word_.clear();
        in_word_ = false;
    }

    bool take_next(char c) {
        switch (c) {
            case ' ':
            case '\t':
            case '\n':
                end_word();
                return true;
            case '\\':
                return take_escaped();
            case '\'':
                return take_single_quoted();
            case '"':
                return take_double_quoted();
            default:
                append(c);
                return true;
        }
    }

    bool take_escaped() {
        if (rest_.empty()) return false;
        append(next());
        return true;
    }

    bool take_single_quoted() {
        in_word_ = true;
        const std::size_t end = rest_.find('\'');
        if (end == std::string_view::npos) return false;
        word_ += rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return true;
    }

    /// Within double quotes, a backslash escapes only special characters.
    bool take_double_quoted() {
        constexpr std::string_view special = "\\\"$`";
        in_word_ = true;
        while (!rest_.empty()) {
            const char c = next();
            if (c == '"') return true;
            const bool escapes = c == '\\' && !rest_.empty() &&
                                 special.find(rest_.front()) != std::string_view::npos;
            append(escapes ? next() : c);
        }
        return false;
    }

    std::string_view rest_;
    std::vector<std::string> words_;
    std::string word_;
    bool in_word_ = false;  ///< an empty word, '', is a word
};

}  // namespace

std::optional<std::vector<std::string>> split_shell_words(std::string_view text) {
    return Splitter(text).split();
}

std::string join_shell_words(const std::vector<std::string>& words) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    std::string line;
    for (const std::string& word : words) {
        if (!line.empty()) line += ' ';
        if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
            line += word;
            continue;
        }
        line += '\'';
        for (const char c : word)
            line += c == '\'' ? std::string("'\\''") : std::string(1, c);
        line += '\'';
    }
    return line;
}

}  // namespace common
