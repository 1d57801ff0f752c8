#include "game/hosts/frames.h"

#include "common/text/visible_text.h"
#include "game/launch/byte_fields.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace game {

namespace {

constexpr std::string_view known_kinds = "stkdrijcfbSFEGORPQCDh";

std::string_view mark_of(Side side) {
    return side == Side::agent ? "game-agent " : "game-near ";
}

constexpr std::string_view protocol_version = "1";

/// More than any login says.
constexpr std::size_t longest_preface = 256UL * 1024;
constexpr std::size_t longest_greeting = 200;

std::uint64_t read_number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8U * i);
    return value;
}

/// Small enough that sums of several do not overflow, also if a damaged frame has it.
async::Duration read_duration(std::uint64_t number) {
    constexpr std::uint64_t most = (std::uint64_t{1} << 60U) - 1;
    return async::Duration(static_cast<std::int64_t>(number & most));
}

[[noreturn]] void refuse_stranger() {
    throw BadFrame("the program at the other end is not game --agent");
}

constexpr std::size_t length_size = 4;
constexpr std::size_t id_size = 8;

}  // namespace

std::array<char, frame_head_size> frame_head(FrameKind kind, std::uint64_t id,
                                             std::size_t payload) {
    std::array<char, frame_head_size> head{};
    for (std::size_t i = 0; i < length_size; ++i)
        head[i] = static_cast<char>(static_cast<unsigned char>(payload >> (8U * i)));
    for (std::size_t i = 0; i < id_size; ++i)
        head[length_size + i] = static_cast<char>(static_cast<unsigned char>(id >> (8U * i)));
    head.back() = static_cast<char>(kind);
    return head;
}

std::string make_frame(FrameKind kind, std::uint64_t id, std::string_view payload) {
    const auto head = frame_head(kind, id, payload.size());
    std::string frame;
    frame.reserve(head.size() + payload.size() + 1);
    frame.append(head.data(), head.size()).append(payload).push_back('\n');
    return frame;
}

std::optional<Frame> FrameDecoder::first_frame(std::string_view bytes) {
    if (bytes.size() < frame_head_size) return std::nullopt;
    const auto size = static_cast<std::size_t>(read_number(bytes.substr(0, length_size)));
    const std::uint64_t id = read_number(bytes.substr(length_size, id_size));
    const char kind = bytes[frame_head_size - 1];
    if (size > max_payload) throw BadFrame("protocol error: a frame is too long");
    if (known_kinds.find(kind) == std::string_view::npos)
        throw BadFrame("protocol error: a frame of unknown kind");
    if (bytes.size() <= frame_head_size + size) return std::nullopt;
    if (bytes[frame_head_size + size] != '\n')
        throw BadFrame("protocol error: a frame does not end in a newline");
    return Frame{static_cast<FrameKind>(kind), id, bytes.substr(frame_head_size, size)};
}

std::string greeting(Side side) {
    return fmt::format("{}{} {}\n", mark_of(side), protocol_version, GAME_VERSION);
}

std::optional<std::string> GreetingReader::feed(std::string_view bytes) {
    const std::string_view mark = mark_of(sender_);
    kept_ += bytes;
    const std::size_t begin = kept_.find(mark);
    if (std::min(begin, kept_.size()) > longest_preface) refuse_stranger();
    if (begin == std::string::npos) return std::nullopt;
    const std::size_t end = kept_.find('\n', begin);
    if (end == std::string::npos) {
        if (kept_.size() - begin > longest_greeting) refuse_stranger();
        return std::nullopt;
    }
    const std::string words = kept_.substr(begin + mark.size(), end - begin - mark.size());
    const std::string version = words.substr(0, words.find(' '));
    if (version != protocol_version) {
        throw BadFrame(
            fmt::format("its game speaks version {} of the protocol, this one version {}: install "
                        "game {} there",
                        common::visible(version), protocol_version, GAME_VERSION));
    }
    return kept_.substr(end + 1);
}

std::string encode(const EndedPayload& payload) {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.number(clock_number(payload.time));
    writer.number(static_cast<std::uint32_t>(payload.end.wait_status));
    writer.number(static_cast<std::uint64_t>(payload.end.user_time.count()));
    writer.number(static_cast<std::uint64_t>(payload.end.system_time.count()));
    writer.number(payload.end.max_rss_bytes);
    return bytes;
}

std::optional<EndedPayload> decode_ended(std::string_view bytes) {
    ByteReader reader(bytes);
    EndedPayload payload;
    payload.time = clock_time(reader.number());
    payload.end.wait_status = static_cast<int>(static_cast<std::uint32_t>(reader.number()));
    payload.end.user_time = read_duration(reader.number());
    payload.end.system_time = read_duration(reader.number());
    payload.end.max_rss_bytes = reader.number();
    if (!reader.is_at_end()) return std::nullopt;
    return payload;
}

std::string encode_number(std::uint64_t number) {
    std::string bytes;
    ByteWriter(bytes).number(number);
    return bytes;
}

std::optional<std::uint64_t> decode_number(std::string_view bytes) {
    ByteReader reader(bytes);
    const std::uint64_t number = reader.number();
    if (!reader.is_at_end()) return std::nullopt;
    return number;
}

std::uint64_t clock_number(async::TimePoint time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

async::TimePoint clock_time(std::uint64_t number) {
    return async::TimePoint(read_duration(number));
}

}  // namespace game
