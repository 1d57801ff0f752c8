"""The result as a table for people and as JSON for programs."""

import json
import os
import platform

PEERS = ("parallel", "concurrently", "foreman", "model")


def number(value):
    """Three digits that count."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def cell(row, name):
    """Marked where lines were lost."""
    return number(row.median(name)) + ("!" if row.lost.get(name) else "")


def verdict(row):
    if row.is_met() is None:
        return ""
    return "met" if row.is_met() else "MISSED"


def as_times(row):
    ratio = row.ratio()
    return "" if ratio is None else f"{ratio:.2f} x"


def wanted(row):
    if row.wanted is None:
        return ""
    return f"{row.wanted:g} x" if row.floor else f"{row.wanted:g}"


def table(rows):
    header = ["figure", "what", "unit", "floor", "game", "ratio", "at most", "", *PEERS]
    lines = [header]
    for row in rows:
        lines.append([row.figure, row.what, row.unit, cell(row, row.floor or "cat"),
                      cell(row, "game"), as_times(row), wanted(row), verdict(row),
                      *(cell(row, peer) for peer in PEERS)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    text = []
    for line in lines:
        cells = [entry.ljust(width) if column < 3 else entry.rjust(width)
                 for column, (entry, width) in enumerate(zip(line, widths))]
        text.append("  ".join(cells).rstrip())
    text.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(text)


def notes(figures, missing):
    lines = [f"{name} is not here, and left out" for name in missing]
    for figure in figures:
        lines += [f"{figure.name}: without {name}, which {why}"
                  for name, why in figure.left_out.items() if name not in missing]
        lines += [f"{figure.name}: ! {name} lost or doubled {count} lines"
                  for name, count in worst_losses(figure).items() if count]
    return lines


def worst_losses(figure):
    worst = {}
    for row in figure.rows:
        for name, count in row.lost.items():
            worst[name] = max(worst.get(name, 0), count)
    return worst


def as_json(figures, missing, rounds):
    return json.dumps({
        "machine": {"processors": os.cpu_count(), "system": platform.platform()},
        "rounds": rounds,
        "missing": missing,
        "left_out": {figure.name: figure.left_out for figure in figures},
        "rows": [row_as_json(row) for figure in figures for row in figure.rows],
    }, indent=1)


def row_as_json(row):
    names = list(row.samples)
    return {
        "figure": row.figure, "what": row.what, "unit": row.unit,
        "more_is_better": row.more_is_better, "floor": row.floor, "wanted": row.wanted,
        "ratio": row.ratio(), "met": row.is_met(),
        "medians": {name: row.median(name) for name in names},
        "samples": row.samples,
        "lost": {name: count for name, count in row.lost.items() if count},
    }
