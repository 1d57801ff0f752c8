/// OutputFile: a file that an option asks for, such as `--log`.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/output/output.h"

#include <filesystem>

namespace game {

/// Opens or makes a file to be appended to; its content stays. Blocks until a FIFO has a reader.
/// Throws std::system_error.
async::FileDescriptor open_for_output(const std::filesystem::path& path);

/// A file of ours and the Output that writes it. Its owner runs the Output. What is written in a
/// turn of the loop is in the file at the turn's end, so it outlives `game`, however that ends.
class OutputFile {
  public:
    /// `file` comes from open_for_output(path). `loop` and what `overflow` names must outlive this.
    OutputFile(async::Loop& loop, std::filesystem::path path, async::FileDescriptor file,
               Overflow overflow);

    /// Removes the content. Throws std::system_error, which names the file.
    void empty();

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
