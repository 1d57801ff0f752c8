/// Actions that write.
#pragma once

#include "tests/child/words.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace child {

/// Replaces `\n`, `\r`, `\t`, `\0`, `\\` and `\xNN`.
inline std::string unescaped(std::string_view raw) {
    std::string bytes;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            bytes += raw[i];
            continue;
        }
        if (++i == raw.size()) give_up("a lonely backslash");
        switch (raw[i]) {
            case 'n':
                bytes += '\n';
                break;
            case 'r':
                bytes += '\r';
                break;
            case 't':
                bytes += '\t';
                break;
            case '0':
                bytes += '\0';
                break;
            case '\\':
                bytes += '\\';
                break;
            case 'x':
                bytes += static_cast<char>(
                    std::strtol(std::string(raw.substr(i + 1, 2)).c_str(), nullptr, 16));
                i += 2;
                break;
            default:
                give_up("an unknown escape");
        }
    }
    return bytes;
}

inline void print(Words words) {
    say(words[0]);
}
inline void print_err(Words words) {
    write_all(STDERR_FILENO, words[0] + '\n');
}
inline void write_raw(Words words) {
    write_all(STDOUT_FILENO, unescaped(words[0]));
}
inline void write_raw_err(Words words) {
    write_all(STDERR_FILENO, unescaped(words[0]));
}

/// Writes `PREFIX 1`, `PREFIX 2`, … in large pieces, until `enough(lines, bytes)`.
template <class Enough>
void write_numbered(const std::string& prefix, Enough enough) {
    constexpr std::size_t piece = 32768;
    std::string buffer;
    std::size_t bytes = 0;
    for (long line = 0; !enough(line, bytes);) {
        const std::size_t before = buffer.size();
        buffer.append(prefix).append(" ").append(std::to_string(++line)).append("\n");
        bytes += buffer.size() - before;
        if (buffer.size() < piece) continue;
        write_all(STDOUT_FILENO, buffer);
        buffer.clear();
    }
    write_all(STDOUT_FILENO, buffer);
}

inline void lines(Words words) {
    const long wanted = to_number(words[0]);
    write_numbered(words[1], [&](long line, std::size_t) { return line >= wanted; });
}

/// Writes `PREFIX 1` to `PREFIX N` to `output`, a line a write; after each, puts its number into a
/// file. So the file says how many lines were written, however the child ends.
inline void write_counted(Words words, int output) {
    const long wanted = to_number(words[0]);
    const int file = ::open(words[2].c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) give_up("cannot create " + words[2]);
    for (long line = 1; line <= wanted; ++line) {
        const std::string number = std::to_string(line);
        write_all(output, words[1] + " " + number + "\n");
        const ssize_t written = ::pwrite(file, number.data(), number.size(), 0);
        if (written < 0) give_up("cannot write " + words[2]);
    }
    ::close(file);
}

inline void counted(Words words) {
    write_counted(words, STDOUT_FILENO);
}
inline void counted_err(Words words) {
    write_counted(words, STDERR_FILENO);
}

inline void flood(Words words) {
    const auto wanted = static_cast<std::size_t>(to_number(words[0]));
    write_numbered("flood", [&](long, std::size_t bytes) { return bytes >= wanted; });
}

inline void flood_forever(Words) {
    write_numbered("flood", [](long, std::size_t) { return false; });
}

/// The alphabet over and over: a piece lost, doubled or out of place shows.
inline std::string long_text(Words words) {
    const auto wanted = static_cast<std::size_t>(to_number(words[0]));
    std::string text(wanted, '\0');
    for (std::size_t i = 0; i < wanted; ++i)
        text[i] = static_cast<char>('a' + i % 26);
    return text;
}

inline void long_line(Words words) {
    write_all(STDOUT_FILENO, long_text(words));
}
inline void long_line_err(Words words) {
    write_all(STDERR_FILENO, long_text(words));
}

inline void close_out(Words) {
    ::close(STDOUT_FILENO);
}
inline void close_err(Words) {
    ::close(STDERR_FILENO);
}

inline void is_pipe(Words) {
    struct stat status{};
    const bool pipe = ::fstat(STDOUT_FILENO, &status) == 0 && S_ISFIFO(status.st_mode);
    say(pipe ? "standard output is a pipe" : "standard output is not a pipe");
    const int again = ::open("/dev/stdout", O_WRONLY | O_CLOEXEC);
    if (again < 0) give_up("cannot open /dev/stdout");
    write_all(again, "written through /dev/stdout\n");
    ::close(again);
}

}  // namespace child
