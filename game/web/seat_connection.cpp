#include "game/web/seat_connection.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <system_error>

#include <sys/socket.h>

namespace game::web {
namespace {

/// Lines that the process has not taken yet, before the player has to wait.
constexpr std::size_t most_unsent = 65536;

}  // namespace

int SeatConnection::on_event(lws_callback_reasons reason, void* /*in*/, std::size_t /*size*/) {
    switch (reason) {
        case LWS_CALLBACK_RAW_RX_FILE:
            return read_some();
        case LWS_CALLBACK_RAW_WRITEABLE_FILE:
            return write_some();
        default:
            return 0;
    }
}

int SeatConnection::read_some() {
    static std::array<char, 65536> buffer;  // there is one thread
    const ssize_t size = recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (size <= 0) return -1;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(size));
    lines_.feed(
        bytes, [this](std::string_view line, bool is_continued) { take_line(line, is_continued); });
    return is_refused_ ? -1 : 0;
}

void SeatConnection::take_line(std::string_view line, bool is_continued) {
    const bool is_whole = !is_continued && !is_in_long_line_;
    is_in_long_line_ = is_continued;
    if (!is_whole || is_refused_) return;
    if (is_paired_) {
        seats_.hear(*this, line);
        return;
    }
    std::uint64_t worker = 0;
    const char* const end = line.data() + line.size();
    const auto [rest, error] = std::from_chars(line.data(), end, worker);
    is_paired_ = error == std::errc() && rest == end && seats_.connect(*this, worker);
    is_refused_ = !is_paired_;
}

bool SeatConnection::send_line(std::string_view line) {
    unsent_ += line;
    unsent_ += '\n';
    write_some();
    is_full_ = unsent_.size() > most_unsent;
    return !is_full_;
}

int SeatConnection::write_some() {
    if (unsent_.empty()) return 0;
    const ssize_t size =
        send(descriptor_, unsent_.data(), unsent_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size > 0) unsent_.erase(0, static_cast<std::size_t>(size));
    if (!unsent_.empty()) {
        ask_to_write();
    } else if (is_full_) {
        is_full_ = false;
        seats_.drained(*this);
    }
    return 0;
}

}  // namespace game::web
