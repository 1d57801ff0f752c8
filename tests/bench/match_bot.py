"""What match_bot is, in Python, and as people write it:

    match_bot.py MOVES REPORT
"""

import json
import sys
import time

moves, report = sys.argv[1:]
arrivals = []
answers = 0
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "turn":
        arrivals.append((message["turn"], time.monotonic_ns()))
        if message["ask"]:
            print(moves[answers % len(moves)], flush=True)
            answers += 1
with open(report, "w", encoding="ascii") as file:
    for turn, arrival in arrivals:
        print(turn, arrival, file=file)
