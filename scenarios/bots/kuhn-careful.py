"""A player of Kuhn poker, which bets with the best card only:  python3 kuhn-careful.py"""

import json
import sys

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "turn":
        for me in message["ask"]:
            # Only our own card is in our message.
            print("b" if message["views"][me]["card"] == 2 else "p", flush=True)
