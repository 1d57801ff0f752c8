#include "game/web/player_queue.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace game::web {

void PlayerQueue::push(Piece message, bool is_turn) {
    if (is_turn) {
        // Not the one of which a part was sent.
        const auto first = messages_.begin() + (is_begun_ ? 1 : 0);
        messages_.erase(std::remove_if(first, messages_.end(),
                                       [](const Message& each) { return each.is_turn; }),
                        messages_.end());
    } else {
        bytes_ += message->size();
    }
    messages_.push_back({std::move(message), is_turn});
}

std::optional<Fragment> PlayerQueue::next(std::span<char> buffer) {
    if (messages_.empty()) return std::nullopt;
    const Message& message = messages_.front();
    Fragment fragment;
    fragment.size = std::min(message.text->size() - sent_, buffer.size());
    std::memcpy(buffer.data(), message.text->data() + sent_, fragment.size);
    fragment.is_first = !is_begun_;
    sent_ += fragment.size;
    is_begun_ = true;
    fragment.is_last = sent_ == message.text->size();
    if (fragment.is_last) {
        if (!message.is_turn) bytes_ -= message.text->size();
        messages_.pop_front();
        sent_ = 0;
        is_begun_ = false;
    }
    return fragment;
}

}  // namespace game::web
