#include "game/match/mailbox.h"

#include <algorithm>
#include <utility>

namespace game {

namespace {

/// So much is kept of messages that a worker does not read. In lockstep all of them fit: each of
/// its players goes out once.
constexpr std::size_t most_kept = 16UL * 1024;

}  // namespace

/// Returns how much was written; closes the mailbox if there is no reader.
std::size_t Mailbox::write(const MatchInput::Parts& parts) {
    const std::optional<std::size_t> written = input_.write(parts);
    if (!written) close();
    return written.value_or(0);
}

void Mailbox::post(std::string_view message) {
    if (is_closed_ || is_last_posted_) return;
    if (has_pending()) {
        if (kept_ + message.size() > most_kept) return;
        kept_ += message.size();
        keep(message);
        return;
    }
    const std::size_t written = write({message, {}, {}});
    if (!is_closed_) pending_ = message.substr(written);
}

/// A turn that waits is older than this message.
void Mailbox::keep(std::string_view message) {
    std::string& last = turn_.empty() ? pending_ : after_turn_;
    last += message;
}

std::optional<std::uint64_t> Mailbox::drop_turn() {
    if (turn_.empty()) return std::nullopt;
    turn_.clear();
    pending_ += std::exchange(after_turn_, std::string());
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
    if (is_closed_ || is_last_posted_) return;
    if (has_pending()) {
        keep(message);
    } else {
        post(message);
    }
    is_last_posted_ = true;
    if (!is_closed_ && !has_pending()) close();
}

void Mailbox::close() {
    if (is_closed_) return;
    is_closed_ = true;
    pending_ = std::string();
    turn_ = std::string();
    after_turn_ = std::string();
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
        pending_ += std::exchange(after_turn_, std::string());
        skipped_ = 0;
        if (!pending_.empty()) pending_.erase(0, write({pending_, {}, {}}));
        if (is_closed_) return;
    }
    if (!has_pending()) kept_ = 0;
    if (pending_.empty() && is_last_posted_) close();
}

}  // namespace game
