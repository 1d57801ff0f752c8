"""The benchmark's picture: who relays how much, and how late a line is beside a flood, as SVG, with
colours of its own on a dark page."""

import json
import math
from xml.sax.saxutils import escape

# Of Okabe and Ito's colours, which can be told apart by everybody.
OURS, FLOOR, PEER = "#2f8fce", "#8a8a8a", "#d55e00"
STYLE = """<style>
text{fill:#222}
.faint{stroke:#d8d8d8}
.page{fill:#fff}
.note{fill:#555}
@media (prefers-color-scheme:dark){
text{fill:#e6e6e6}
.faint{stroke:#3a4149}
.page{fill:#14181c}
.note{fill:#a8b0b8}
}
</style>"""
NAMES = {"game": "game", "cat": "cat (floor)"}
ORDER = ("cat", "game", "parallel", "concurrently", "foreman", "model")

WIDTH, PANEL, LEFT, TOP, LANE, BOTTOM = 880, 420, 112, 74, 30, 72
VALUE_ROOM = 96  # right of the scale, for the numbers


class Panel:
    """A quantity of everybody on a logarithmic scale: a dot for the median, a band from the least to
    the greatest of the rounds. Who could not be measured has the reason in place of them."""

    def __init__(self, row, left_out, title, remark, left):
        self.row, self.left_out, self.left = row, left_out, left
        self.title, self.remark = title, remark
        self.names = [name for name in ORDER if row["samples"].get(name) or name in left_out]
        values = [value for samples in row["samples"].values() for value in samples if value > 0]
        self.first = math.floor(math.log10(min(values)))
        self.last = max(math.ceil(math.log10(max(values))), self.first + 1)

    def x(self, value):
        begin, end = self.left + LEFT, self.left + PANEL - VALUE_ROOM
        place = (math.log10(max(value, 10**self.first)) - self.first) / (self.last - self.first)
        return begin + place * (end - begin)

    def draw(self, height):
        parts = [text(self.left + 12, 30, self.title, size=16, weight="bold"),
                 text(self.left + 12, 50, self.remark, size=12)]
        parts += self.scale(height)
        for lane, name in enumerate(self.names):
            parts += self.lane(name, TOP + LANE * lane + LANE / 2)
        return parts

    def scale(self, height):
        parts = []
        step = 1 if self.last - self.first <= 4 else 2  # so that the numbers keep apart
        for exponent in range(self.first, self.last + 1):
            if (self.last - exponent) % step != 0:
                continue
            x = self.x(10**exponent)
            parts.append(grid_line(x, TOP - 6, x, height - BOTTOM + 6))
            parts.append(text(x, height - BOTTOM + 24, f"{10**exponent:g}", anchor="middle"))
        return parts

    def lane(self, name, y):
        if not self.row["samples"].get(name):
            return [text(self.left + LEFT - 12, y + 4, NAMES.get(name, name), anchor="end"),
                    text(self.left + LEFT + 6, y + 4, self.left_out[name], size=12, kind="note")]
        values, median = self.row["samples"][name], self.row["medians"][name]
        colour = {"game": OURS, "cat": FLOOR}.get(name, PEER)
        label = number(median) + (", loses lines" if self.row["lost"].get(name) else "")
        weight = "bold" if name == "game" else "normal"
        return [
            text(self.left + LEFT - 12, y + 4, NAMES.get(name, name), anchor="end", weight=weight),
            grid_line(self.left + LEFT, y, self.left + PANEL - VALUE_ROOM, y, dashes="1 5"),
            band(self.x(min(values)), self.x(max(values)), y, colour),
            f'<circle cx="{self.x(median):.1f}" cy="{y:.1f}" r="5.5" fill="{colour}"/>',
            text(self.left + PANEL - VALUE_ROOM + 10, y + 4, label, size=12, weight=weight),
        ]


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def text(x, y, words, size=13, anchor="start", weight="normal", kind=None):
    style = f' class="{kind}"' if kind else ""
    return (f'<text{style} x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{escape(words)}</text>')


def grid_line(x1, y1, x2, y2, dashes="none"):
    return (f'<line class="faint" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke-dasharray="{dashes}"/>')


def band(x1, x2, y, colour):
    return (f'<line x1="{x1:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y:.1f}" stroke="{colour}" '
            'stroke-width="8" stroke-linecap="round" stroke-opacity="0.4"/>')


def key(y):
    """What dots and bands mean."""
    return [band(LEFT - 30, LEFT - 4, y, FLOOR),
            f'<circle cx="{LEFT - 17}" cy="{y:.1f}" r="5.5" fill="{FLOOR}"/>',
            text(LEFT + 8, y + 4, "the median of the rounds; the band goes from the least to the greatest",
                 size=12, kind="note")]


def find(rows, figure, words):
    return next((row for row in rows if row["figure"] == figure and words in row["what"]), None)


def draw(result):
    """`result` is the benchmark's JSON."""
    everything = json.loads(result)
    rows, left_out = everything["rows"], everything["left_out"]
    relay, fair = find(rows, "relay", ""), find(rows, "fair", "99th")
    panels = []
    if relay:
        panels.append(Panel(relay, left_out.get("relay", {}), "Lines relayed",
                            "million lines of 8 bytes a second; more is better", 0))
    if fair:
        panels.append(Panel(fair, left_out.get("fair", {}), "Delay of a line beside two floods",
                            "99th percentile, milliseconds; less is better", len(panels) * 440))
    if not panels:
        raise ValueError("there is nothing to draw: neither relay nor fair was measured")
    height = TOP + LANE * max(len(panel.names) for panel in panels) + BOTTOM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
             f'width="{WIDTH}" height="{height}" font-family="sans-serif">',
             "<title>Lines relayed, and the delay of a line beside two floods</title>",
             STYLE,
             f'<rect class="page" width="{WIDTH}" height="{height}"/>']
    for panel in panels:
        parts += panel.draw(height)
    parts += key(height - 20)
    return "\n".join([*parts, "</svg>", ""])
