#include "game/timeline/svg.h"

#include "game/timeline/layout.h"
#include "game/timeline/parts.h"
#include "game/timeline/svg_text.h"

#include <fmt/format.h>

namespace game {

namespace {

/// Only failures are red. Lines around marks keep bright colours visible on white. Without
/// variables, which programs that draw SVG outside a browser do not know; these ignore the dark
/// colours.
constexpr const char* style = R"(<style>
text{fill:#222}
.title{font-size:18px;font-weight:bold}
.note{font-size:12px;fill:#555}
.grid{stroke:#e3e3e3}
.dots{stroke:#b5bec7;stroke-width:1.2;stroke-dasharray:1.2 5}
.axis{stroke:#444;fill:none}
.bar{fill:#dfe7ee;stroke:#8a97a3;stroke-width:.8}
.thin{fill:#cfd9e1;stroke:none}
.failed{fill:#fbd3cd;stroke:#c62828;stroke-width:1.6}
.thin.failed{fill:#c62828;stroke:none}
.open{stroke-dasharray:4 3}
.end{fill:none;stroke:#c62828;stroke-width:2}
.out{fill:none;stroke:#222;stroke-width:2}
.red{fill:#c62828;font-weight:bold}
.mark{stroke:#222;stroke-width:.6}
.tick{stroke-width:2}
.hand{fill:#222;stroke:#fff;stroke-width:.8}
.line{stroke:#6b7885;stroke-width:1.1;fill:none}
.lines{fill:#6b7885}
.page{fill:#fff}
@media (prefers-color-scheme:dark){
text{fill:#e6e6e6}
.note{fill:#a8b0b8}
.grid{stroke:#32383f}
.dots{stroke:#4a535c}
.axis{stroke:#9aa4ad}
.bar{fill:#2a323a;stroke:#76828d}
.thin{fill:#46525d;stroke:none}
.failed{fill:#4f211e;stroke:#ff7b6e}
.thin.failed{fill:#ff7b6e;stroke:none}
.end{stroke:#ff7b6e}
.out{stroke:#f0f0f0}
.red{fill:#ff7b6e}
.mark{stroke:#f0f0f0}
.hand{fill:#f0f0f0;stroke:#14181c}
.line{stroke:#a8b4bf}
.lines{fill:#a8b4bf}
.page{fill:#14181c}
}
</style>
)";

}  // namespace

std::string draw_timeline(const Timeline& timeline) {
    const TimelineLayout layout = lay_out(timeline);
    const DrawnMarks marks = marks_to_draw(timeline, layout);
    std::string svg;
    svg += fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" )"
                       R"(viewBox="0 0 {0} {1}" font-family="system-ui, sans-serif" role="img">)"
                       "\n",
                       in_tenths(layout.width), in_tenths(layout.height));
    svg += style;
    append_definitions(svg, timeline, layout);
    svg += R"(<rect class="page" width="100%" height="100%"/>)"
           "\n";
    append_header(svg, timeline, layout);
    append_legend(svg, timeline, layout, marks);
    append_axis(svg, timeline, layout);
    append_lanes(svg, timeline, layout);
    append_marks(svg, timeline, layout, marks);
    svg += "</svg>\n";
    return svg;
}

}  // namespace game
