"""A player in Python:  python3 bot.py NAME CYCLES PERIOD"""

import os
import random
import sys
import time


def main() -> None:
    name, cycles, period = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    speed = float(os.environ.get("GAME_SPEED", "1"))
    if "GAME_SEED" in os.environ:
        # The seed is the game's; our number makes it ours.
        random.seed(int(os.environ["GAME_SEED"]) + int(os.environ["GAME_WORKER"]) - 1)

    for _ in range(cycles):
        duration = random.uniform(0, period)
        # Without the flush, Python keeps what it writes to a pipe until the end.
        print(random.choice("NESW"), name, flush=True)
        time.sleep(duration / speed)


main()
