/// OutputFile: a file that an option asks for, such as `--log`.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/output/output.h"

#include <filesystem>

namespace game {

/// Opens or makes a file to be appended to; its content stays. Blocks until a FIFO has a reader.
/// Throws std::system_error.
async::FileDescriptor open_for_output(const std::filesystem::path& path);

/// Takes `file` for this process alone, until it is closed. False if another process has it. A
/// process that ends, in whatever way, gives it up. Devices and pipes, and files of a file system
/// without locks, are nobody's: true.
bool lock_for_output(const async::FileDescriptor& file);

/// A file of ours and the Output that writes it. Its owner runs the Output. What is written in a
/// turn of the loop is in the file at the turn's end, so it outlives `game`, however that ends.
class OutputFile {
  public:
    /// `file` comes from open_for_output(path). `loop` and what `overflow` names must outlive this.
    OutputFile(async::Loop& loop, std::filesystem::path path, async::FileDescriptor file,
               Overflow overflow);

    /// Removes the content. Throws std::system_error, which names the file.
    void empty();

    /// Keeps the content. If its last line has no end, because a writer was killed, it gets one.
    void keep();

    /// If the path names another file by now, writes what is pending to the former one, and the
    /// rest to that one, which is made and locked; what it has stays. False if there is nothing to
    /// do, as for a device or a pipe. Throws std::system_error, which names the file; then the
    /// former file stays.
    bool reopen();

    /// Closes the file when everything has been written. Some file systems report only now that
    /// they could not store it (close(2)): then the Output fails.
    void close();

    const std::filesystem::path& path() const { return path_; }
    Output& output() { return output_; }
    const Output& output() const { return output_; }

  private:
    std::filesystem::path path_;
    async::FileDescriptor file_;
    Output output_;
};

}  // namespace game
