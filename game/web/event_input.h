/// EventInput: standard input, which brings the events of the run.
#pragma once

#include "common/text/line_splitter.h"
#include "game/web/limits.h"
#include "game/web/service.h"

#include <array>
#include <cstddef>

namespace game::web {

class Server;

/// Reads lines and gives them to the Server. The descriptor can be a pipe, a socket or a file.
class EventInput : public Endpoint {
  public:
    /// Reads `descriptor`, which the Service has as well. `server` must outlive it.
    EventInput(Server& server, int descriptor) : server_(server), descriptor_(descriptor) {}

    int on_event(lws_callback_reasons reason, void* in, std::size_t size) override;

  private:
    int read_some();
    void end();
    void take_line(std::string_view line, bool is_continued);

    Server& server_;
    int descriptor_;
    common::LineSplitter lines_{most_line_bytes};
    bool is_in_long_line_ = false;
    bool has_ended_ = false;
    std::array<char, std::size_t{64} << 10U> buffer_{};
};

}  // namespace game::web
