#include "game/view/prompt.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <utility>

namespace game::view {

namespace {

constexpr std::size_t longest_line = 4096;  // as a command's
constexpr std::size_t longest_history = 100;

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

void Prompt::type(std::string_view character) {
    if (text_.size() + character.size() > longest_line) return;
    text_.insert(cursor_, character);
    cursor_ += character.size();
}

void Prompt::move_left() {
    while (cursor_ > 0) {
        --cursor_;
        if (!continues_character(text_[cursor_])) return;
    }
}

void Prompt::move_right() {
    while (cursor_ < text_.size()) {
        ++cursor_;
        if (cursor_ == text_.size() || !continues_character(text_[cursor_])) return;
    }
}

void Prompt::erase_before() {
    const std::size_t end = cursor_;
    move_left();
    text_.erase(cursor_, end - cursor_);
}

void Prompt::erase_after() {
    const std::size_t begin = cursor_;
    move_right();
    text_.erase(begin, cursor_ - begin);
    cursor_ = begin;
}

void Prompt::clear() {
    show({});
    shown_.reset();
}

void Prompt::show(std::string text) {
    text_ = std::move(text);
    cursor_ = text_.size();
}

void Prompt::go_back() {
    const std::size_t place = shown_.value_or(history_.size());
    if (place == 0) return;
    if (!shown_) typed_ = text_;
    shown_ = place - 1;
    show(history_[place - 1]);
}

void Prompt::go_on() {
    if (!shown_) return;
    const std::size_t next = *shown_ + 1;
    if (next < history_.size()) {
        shown_ = next;
        show(history_[next]);
    } else {
        shown_.reset();
        show(typed_);
    }
}

std::string Prompt::enter() {
    std::string entered = std::exchange(text_, {});
    cursor_ = 0;
    shown_.reset();
    if (!entered.empty() && (history_.empty() || history_.back() != entered)) {
        history_.push_back(entered);
        if (history_.size() > longest_history) history_.erase(history_.begin());
    }
    return entered;
}

}  // namespace game::view
