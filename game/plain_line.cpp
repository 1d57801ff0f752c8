#include "game/plain_line.h"

namespace game {

void write_plain_line(Output& output, const LineEvent& event) {
    output.write("         got `", event.text, "` from ", event.label,
                 event.stream == Stream::standard_error ? " on stderr" : "",
                 event.continued ? ", continued\n" : "\n");
}

}  // namespace game
