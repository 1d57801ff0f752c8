"""A player of Connect Four:  python3 four-ahead.py

It wins if it can, stops the other one from winning, and else plays near the middle.
"""

import json
import sys

MIDDLE_FIRST = (3, 2, 4, 1, 5, 0, 6)


def wins(board, column, disc):
    """True if a disc that falls into this column makes four in a row."""
    row = max(row for row in range(6) if board[row][column] == ".")

    def has(y, x):
        return 0 <= y < 6 and 0 <= x < 7 and ((y, x) == (row, column) or board[y][x] == disc)

    for step_y, step_x in ((0, 1), (1, 0), (1, 1), (1, -1)):
        line = "".join("x" if has(row + k * step_y, column + k * step_x) else "." for k in range(-3, 4))
        if "xxxx" in line:
            return True
    return False


def choose(board, mine, other):
    free = [column for column in MIDDLE_FIRST if board[0][column] == "."]
    for disc in (mine, other):
        for column in free:
            if wins(board, column, disc):
                return column
    return free[0]


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "turn":
        for me in message["ask"]:
            discs = message["state"]["discs"]
            other = next(disc for name, disc in discs.items() if name != me)
            print(choose(message["state"]["board"], discs[me], other), flush=True)
