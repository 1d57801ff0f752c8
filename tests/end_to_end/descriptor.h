/// Descriptors with an owner.
#pragma once

#include <string>
#include <utility>

namespace tests {

/// Throws what errno says about `what`.
[[noreturn]] void throw_errno(const std::string& what);

/// Owns a file descriptor, or nothing (-1).
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close();

  private:
    int number_ = -1;
};

/// Two connected ends. All that this file opens is closed in the programs that tests start.
struct Ends {
    Descriptor reader;
    Descriptor writer;
};

Ends make_pipe();

/// `type` is SOCK_STREAM or SOCK_SEQPACKET. Both ends read and write; the names are a habit.
Ends make_socket_pair(int type);

/// A file without a name, empty, open for reading and writing.
Descriptor make_file();

/// Opens an existing file.
Descriptor open_file(const std::string& path, int flags);

/// Reads or writes of ours through `descriptor` never block. It must not share its open file
/// description with a program under test.
void make_non_blocking(const Descriptor& descriptor);

/// The flags of the open file description: O_NONBLOCK, O_APPEND, …
int status_flags(const Descriptor& descriptor);

}  // namespace tests
