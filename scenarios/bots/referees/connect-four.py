"""The referee of Connect Four:  python3 connect-four.py

Two players drop discs into the columns of a board, in turn; the first player of the match begins.
Whoever has four discs in a row wins. A move is the number of a column, 0 to 6 from the left. For a
move that is missing or illegal, the disc falls into the first column from the left that has room.

    state   {"board": [".......", ...], "to_move": "zoe", "discs": {"zoe": "x", "ben": "o"}}

The first row of the board is the top one. A match can begin with such a state as its `start`.
There is nothing to draw, so the seed has no meaning.
"""

import json
import sys

WIDTH, HEIGHT = 7, 6


def send(message):
    print(json.dumps(message, separators=(",", ":")), flush=True)


def receive():
    line = sys.stdin.readline()
    if not line:
        sys.exit()
    return json.loads(line)


def has_room(board, column):
    return board[0][column] == "."


def drop(board, column, disc):
    """Puts a disc into a column. Returns its row."""
    row = max(row for row in range(HEIGHT) if board[row][column] == ".")
    board[row][column] = disc
    return row


def has_won(board, row, column):
    """True if the disc on this square is one of four in a row."""
    disc = board[row][column]
    for row_step, column_step in ((0, 1), (1, 0), (1, 1), (1, -1)):
        length = 1
        for way in (1, -1):
            y, x = row + way * row_step, column + way * column_step
            while 0 <= y < HEIGHT and 0 <= x < WIDTH and board[y][x] == disc:
                length += 1
                y, x = y + way * row_step, x + way * column_step
        if length >= 4:
            return True
    return False


def find_fault(board, move):
    """What is wrong with a move; None if it is legal."""
    if not (move.isascii() and move.isdigit() and len(move) == 1 and int(move) < WIDTH):
        return "no column from 0 to 6"
    if not has_room(board, int(move)):
        return "column full"
    return None


def play(start):
    players = start["players"]
    if len(players) != 2:
        sys.exit(f"Connect Four is for 2 players, not {len(players)}")
    discs = dict(zip(players, "xo"))
    begin = start.get("start") or {}
    board = [list(row) for row in begin.get("board", ["." * WIDTH] * HEIGHT)]
    player = begin.get("to_move", players[0])
    turn, events, winner, reason = 1, [], None, "board full"

    def state():
        return {"board": ["".join(row) for row in board], "to_move": player, "discs": discs}

    while any(has_room(board, column) for column in range(WIDTH)):
        other = players[1 - players.index(player)]
        rows = state()["board"]
        send({"type": "turn", "turn": turn, "ask": [player], "state": state(), "rows": rows, "events": events})
        moves, events = receive()["moves"], []
        gone = [name for name in players if moves.get(name, {}).get("status") == "out"]
        if gone:
            reason = f"{' and '.join(gone)} left the board"
            winner = None if len(gone) == 2 else players[1 - players.index(gone[0])]
            break
        move = moves.get(player, {}).get("move")
        fault = None if move is None else find_fault(board, move)
        if fault:
            events.append({"player": player, "illegal": fault})
        if move is None or fault:
            move = next(column for column in range(WIDTH) if has_room(board, column))
        row = drop(board, int(move), discs[player])
        if has_won(board, row, int(move)):
            winner, reason = player, "four in a row"
            break
        player = other
        turn += 1

    ranks = [
        {"player": name, "rank": 1 if winner in (name, None) else 2, "score": 1 if winner == name else 0}
        for name in players
    ]
    send({"type": "end", "turn": turn, "reason": reason, "state": state(), "ranks": ranks, "events": events})


while True:
    play(receive())
