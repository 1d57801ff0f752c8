#include "game/reporters/plain_line.h"

#include <string_view>

namespace game {

using namespace std::string_view_literals;

void write_plain_line(Output& output, const LineEvent& event) {
    output.write("         got `"sv, event.text, "` from "sv, event.label,
                 event.stream == Stream::standard_error ? " on stderr"sv : ""sv,
                 event.continued ? ", continued\n"sv : "\n"sv);
}

}  // namespace game
