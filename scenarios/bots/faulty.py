"""A snake with a fault, to be found:  python3 faulty.py

It goes to the nearest food, and sometimes loses by that: README.md, "A bot that loses".
"""

import json
import sys


def choose(me, state):
    x, y = next(snake["body"][0] for snake in state["snakes"] if snake["name"] == me)
    if not state["food"]:
        return "N"
    food_x, food_y = min(state["food"], key=lambda food: abs(food[0] - x) + abs(food[1] - y))
    print(f"my head is at {x},{y}, and I go to the food at {food_x},{food_y}", file=sys.stderr)
    if food_x != x:
        return "E" if food_x > x else "W"
    return "N" if food_y > y else "S"


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "turn":
        for me in message["ask"]:
            print(choose(me, message["state"]), me, flush=True)
