"""Moves in a random direction:  python3 random-bot.py"""

import json
import random
import sys

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "hello":
        random.seed(message["you"]["seed"])
    if message["type"] == "turn":
        for me in message["ask"]:
            print(random.choice("NESW"), me, flush=True)
