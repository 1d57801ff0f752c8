/// InputPipe: the standard input of a worker or a referee, as a MatchInput.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/readiness.h"
#include "game/match/mailbox.h"

#include <optional>

namespace game {

/// The writing end of a pipe. SIGPIPE must be ignored.
class InputPipe final : public MatchInput {
  public:
    /// Takes the descriptor, and makes it non-blocking: it must not be shared with other processes.
    /// `loop` must outlive this.
    InputPipe(async::Loop& loop, async::FileDescriptor pipe);

    std::optional<std::size_t> write(const Parts& parts) override;
    async::Task<void> wait_for_room() override;
    void close() override;

  private:
    async::Loop& loop_;
    async::FileDescriptor pipe_;
    std::optional<async::Readiness> writable_;  ///< from the first wait on
};

}  // namespace game
