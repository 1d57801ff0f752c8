#!/usr/bin/env python3
"""The players of the model, as a baseline: two of them move side by side, then the program ends.

    players.py [PREDEF]
"""

import asyncio
import random
import sys

PREDEFINED = {
    1: (("john", 3, 0.8), ("mary", 7, 0.4)),
    2: (("bill", 5, 0.5), ("jane", 4, 0.7)),
    3: (("augustin", 8, 0.8), ("randalphe", 10, 0.6)),
    4: (("bertrand", 12, 0.5), ("juliette", 8, 0.7)),
}


async def play(name, cycles, period):
    for _ in range(cycles):
        pause = random.random() * period
        print(random.choice("NSEW"), name, flush=True)
        await asyncio.sleep(pause)


async def play_together(predef):
    await asyncio.gather(*(play(*player) for player in PREDEFINED[predef]))


if __name__ == "__main__":
    asyncio.run(play_together(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
