/// FileDescriptor: ownership of a POSIX file descriptor, and pipes made of them.
#pragma once

#include <utility>

namespace async {

/// Closes its descriptor when it is destroyed. Move-only; -1 means none.
class FileDescriptor {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
    FileDescriptor(FileDescriptor&& other) noexcept : descriptor_(other.release()) {}

    /// `other` gets what this had, and closes it when it is destroyed.
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor();

    bool is_open() const { return descriptor_ >= 0; }
    int get() const { return descriptor_; }

    /// Returns the descriptor, which the caller has to close.
    int release() { return std::exchange(descriptor_, -1); }

  private:
    int descriptor_ = -1;
};

/// The two ends of a pipe.
struct Pipe {
    FileDescriptor read_end;
    FileDescriptor write_end;
};

/// Makes a pipe whose ends are closed in children. Throws std::system_error.
Pipe make_pipe();

/// Throws std::system_error if there are no descriptors left for an event loop. To be called before
/// a Loop is made: libuv aborts the program instead.
void require_loop_descriptors();

/// Lets this process have as many descriptors as it may. Processes that it starts from then on may
/// have as many, too.
void raise_descriptor_limit();

}  // namespace async
