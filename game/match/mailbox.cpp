#include "game/match/mailbox.h"

#include <algorithm>
#include <utility>

namespace game {

/// Returns how much was written; closes the mailbox if there is no reader.
std::size_t Mailbox::write(const MatchInput::Parts& parts) {
    const std::optional<std::size_t> written = input_.write(parts);
    if (!written) close();
    return written.value_or(0);
}

void Mailbox::post(std::string_view message) {
    if (is_closed_ || is_last_posted_) return;
    if (has_pending()) {
        // A turn that waits is older than this message.
        pending_ += std::exchange(turn_, std::string());
        pending_ += message;
        return;
    }
    const std::size_t written = write({message, {}, {}});
    if (!is_closed_) pending_ = message.substr(written);
}

std::optional<std::uint64_t> Mailbox::drop_turn() {
    if (turn_.empty()) return std::nullopt;
    turn_.clear();
    ++skipped_;
    return turn_number_;
}

void Mailbox::post_turn(std::uint64_t turn, const MatchInput::Parts& parts) {
    if (is_closed_ || is_last_posted_) return;
    std::size_t written = 0;
    if (!has_pending()) {
        written = write(parts);
        if (is_closed_) return;
    }
    std::string& rest = written > 0 ? pending_ : turn_;
    for (const std::string_view part : parts) {
        const std::size_t begin = std::min(written, part.size());
        rest += part.substr(begin);
        written -= begin;
    }
    turn_number_ = turn;
    if (turn_.empty()) skipped_ = 0;  // the worker will know of it
}

void Mailbox::post_last(std::string_view message) {
    post(message);
    is_last_posted_ = true;
    if (!is_closed_ && !has_pending()) close();
}

void Mailbox::close() {
    if (is_closed_) return;
    is_closed_ = true;
    pending_ = std::string();
    turn_ = std::string();
    input_.close();
}

void Mailbox::flush() {
    if (is_closed_) return;
    if (!pending_.empty()) pending_.erase(0, write({pending_, {}, {}}));
    if (is_closed_ || !pending_.empty()) return;
    if (!turn_.empty()) {
        const std::size_t written = write({turn_, {}, {}});
        if (is_closed_ || written == 0) return;
        pending_ = std::exchange(turn_, std::string()).substr(written);
        skipped_ = 0;
    }
    if (pending_.empty() && is_last_posted_) close();
}

}  // namespace game
