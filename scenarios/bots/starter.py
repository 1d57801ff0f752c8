"""A snake in Python:  python3 starter.py

It goes where there is most room, and there to the nearest food.
"""

import json
import sys

STEPS = {"N": (0, 1), "E": (1, 0), "S": (0, -1), "W": (-1, 0)}


def choose(me, state):
    living = [snake for snake in state["snakes"] if "out" not in snake]
    taken = {tuple(square) for snake in living for square in snake["body"]}
    head = next(snake["body"][0] for snake in state["snakes"] if snake["name"] == me)

    def is_free(x, y):
        return 0 <= x < state["width"] and 0 <= y < state["height"] and (x, y) not in taken

    def value(x, y):
        if not is_free(x, y):
            return -1000
        room = sum(is_free(x + step_x, y + step_y) for step_x, step_y in STEPS.values())
        ways = [abs(x - food_x) + abs(y - food_y) for food_x, food_y in state["food"]]
        return 10 * room - min(ways, default=0)

    return max(STEPS, key=lambda move: value(head[0] + STEPS[move][0], head[1] + STEPS[move][1]))


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "turn":
        for me in message["ask"]:
            # Without the flush, Python keeps what it writes to a pipe until the end.
            print(choose(me, message["state"]), me, flush=True)
