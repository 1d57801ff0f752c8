/// OutputFile: a file that an option asks for, such as `--log`.
#pragma once

#include "common/io/file_descriptor.h"
#include "common/io/read_buffer.h"
#include "game/output/output.h"

#include <filesystem>

namespace game {

/// Opens a file to be written, or makes it; leaves what is in it, for as long as something may come
/// between. Waits for the reader of a FIFO. Throws std::system_error.
async::FileDescriptor open_for_output(const std::filesystem::path& path);

/// A file of our own, with its Output. What is reported in a turn of the loop is in the file at the
/// turn's end, so that it outlives `game` however that ends.
class OutputFile {
  public:
    /// Empties the file, which open_for_output opened. `workers` and `loop` as for Output. Throws
    /// std::system_error.
    OutputFile(async::Loop& loop, async::FileDescriptor file, async::ReadBuffer& workers);

    Output& output() { return output_; }
    const Output& output() const { return output_; }

  private:
    async::FileDescriptor file_;
    Output output_;
};

}  // namespace game
