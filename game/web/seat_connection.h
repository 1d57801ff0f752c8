/// SeatConnection: the connection of the process that has a seat.
#pragma once

#include "common/text/line_splitter.h"
#include "game/web/limits.h"
#include "game/web/seats.h"
#include "game/web/service.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace game::web {

/// A connection to the Unix socket. Its first line is the number of the worker; those after it are
/// messages for the player. What the player says is written as lines.
class SeatConnection : public Endpoint, public SeatLink {
  public:
    /// `descriptor` is one that the Service has as well. `seats` must outlive it.
    SeatConnection(Seats& seats, int descriptor) : seats_(seats), descriptor_(descriptor) {}
    ~SeatConnection() override { seats_.disconnect(*this); }

    int on_event(lws_callback_reasons reason, void* in, std::size_t size) override;
    bool send_line(std::string_view line) override;
    void close() override { kill(); }

  private:
    int read_some();
    int write_some();
    void take_line(std::string_view line, bool is_continued);

    Seats& seats_;
    int descriptor_;
    common::LineSplitter lines_{most_line_bytes};
    std::string unsent_;
    bool is_paired_ = false;
    bool is_refused_ = false;
    bool is_in_long_line_ = false;
    bool is_full_ = false;
};

}  // namespace game::web
