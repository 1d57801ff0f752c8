#include "game/web/event_input.h"

#include "game/web/server.h"

#include <cerrno>

#include <unistd.h>

namespace game::web {

int EventInput::on_event(lws_callback_reasons reason, void* /*in*/, std::size_t /*size*/) {
    switch (reason) {
        case LWS_CALLBACK_RAW_RX_FILE:
            return read_some();
        case LWS_CALLBACK_RAW_CLOSE_FILE:
            end();
            return 0;
        default:
            return 0;
    }
}

/// Reads a few slices: the clients have to have their turns in between.
int EventInput::read_some() {
    constexpr int slices = 4;
    bool is_at_end = false;
    for (int slice = 0; slice < slices && !is_at_end; ++slice) {
        const ssize_t size = read(descriptor_, buffer_.data(), buffer_.size());
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) break;
        is_at_end = size <= 0;
        if (is_at_end) break;
        const std::string_view bytes(buffer_.data(), static_cast<std::size_t>(size));
        lines_.feed(bytes, [this](std::string_view line, bool is_continued) {
            take_line(line, is_continued);
        });
    }
    server_.wake_spectators();
    return is_at_end ? -1 : 0;
}

void EventInput::end() {
    if (has_ended_) return;
    has_ended_ = true;
    lines_.finish(
        [this](std::string_view line, bool is_continued) { take_line(line, is_continued); });
    server_.end_input();
}

void EventInput::take_line(std::string_view line, bool is_continued) {
    if (is_continued || is_in_long_line_) {
        if (!is_continued) server_.pass_over_line();
    } else {
        server_.take_line(line);
    }
    is_in_long_line_ = is_continued;
}

}  // namespace game::web
