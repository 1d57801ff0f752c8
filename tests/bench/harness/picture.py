"""The benchmark's picture: who relays how much, and how late a line is beside a flood, as SVG."""

import json
import math
from xml.sax.saxutils import escape

# Of Okabe and Ito's colours, which can be told apart by everybody.
OURS, FLOOR, PEER = "#0072b2", "#6b6b6b", "#d55e00"
INK, FAINT, PAPER = "#222222", "#d8d8d8", "#ffffff"
NAMES = {"game": "game", "cat": "cat (floor)"}
ORDER = ("cat", "game", "parallel", "concurrently", "foreman", "model")

WIDTH, PANEL, LEFT, TOP, LANE, BOTTOM = 880, 420, 112, 74, 30, 46
VALUE_ROOM = 96  # right of the scale, for the numbers


class Panel:
    """A quantity of everybody on a logarithmic scale: a dot for the median, a bar from the least to
    the greatest of the rounds."""

    def __init__(self, row, title, remark, left):
        self.row, self.title, self.remark, self.left = row, title, remark, left
        self.names = [name for name in ORDER if row["samples"].get(name)]
        values = [value for name in self.names for value in row["samples"][name] if value > 0]
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
            x = self.x(10**exponent)
            parts.append(line(x, TOP - 6, x, height - BOTTOM + 6, FAINT, 1))
            if (self.last - exponent) % step == 0:
                parts.append(text(x, height - BOTTOM + 24, f"{10**exponent:g}", anchor="middle"))
        return parts

    def lane(self, name, y):
        values, median = self.row["samples"][name], self.row["medians"][name]
        colour = {"game": OURS, "cat": FLOOR}.get(name, PEER)
        label = number(median) + (", loses lines" if self.row["lost"].get(name) else "")
        weight = "bold" if name == "game" else "normal"
        end = self.x(max(values))
        return [
            text(self.left + LEFT - 12, y + 4, NAMES.get(name, name), anchor="end", weight=weight),
            line(self.x(10**self.first), y, self.x(median), y, colour, 1.5),
            line(self.x(min(values)), y, end, y, colour, 7, opacity=0.35),
            f'<circle cx="{self.x(median):.1f}" cy="{y:.1f}" r="5.5" fill="{colour}"/>',
            text(end + 10, y + 4, label, size=12, weight=weight),
        ]


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def text(x, y, words, size=13, anchor="start", weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
            f'font-weight="{weight}" fill="{INK}">{escape(words)}</text>')


def line(x1, y1, x2, y2, colour, width, opacity=1):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-width="{width}" stroke-opacity="{opacity}"/>')


def find(rows, figure, words):
    return next((row for row in rows if row["figure"] == figure and words in row["what"]), None)


def draw(result):
    """`result` is the benchmark's JSON."""
    rows = json.loads(result)["rows"]
    relay, fair = find(rows, "relay", ""), find(rows, "fair", "99th")
    panels = []
    if relay:
        panels.append(Panel(relay, "Lines relayed", "million lines of 8 bytes a second; more is better",
                            0))
    if fair:
        panels.append(Panel(fair, "Delay of a line beside two floods",
                            "99th percentile, milliseconds; less is better", len(panels) * 440))
    if not panels:
        raise ValueError("there is nothing to draw: neither relay nor fair was measured")
    height = TOP + LANE * max(len(panel.names) for panel in panels) + BOTTOM
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
             f'width="{WIDTH}" height="{height}" font-family="sans-serif">',
             "<title>Lines relayed, and the delay of a line beside two floods</title>",
             f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>']
    for panel in panels:
        parts += panel.draw(height)
    return "\n".join([*parts, "</svg>", ""])
