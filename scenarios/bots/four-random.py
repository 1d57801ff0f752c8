"""A player of Connect Four, which takes any column that has room:  python3 four-random.py"""

import json
import random
import sys

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "hello":
        random.seed(message["you"]["seed"])
    if message["type"] == "turn" and message["ask"]:
        top = message["state"]["board"][0]
        print(random.choice([column for column in range(7) if top[column] == "."]), flush=True)
