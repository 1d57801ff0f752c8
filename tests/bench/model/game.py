#!/usr/bin/env python3
"""The game of the model, as a baseline: launches a script's workers at their times, relays their
lines one by one, and tells the time.

    game.py SCRIPT

The script is JSON: [[time, predef], ...], or a command as a list of words in place of a predef.
"""

import asyncio
import json
import pathlib
import sys
from asyncio.subprocess import PIPE

PLAYERS = str(pathlib.Path(__file__).with_name("players.py"))


class Scheduler:
    def __init__(self, script):
        self.script = sorted(script, key=lambda entry: entry[0])
        self.launched = 0
        self.running = 0

    async def run(self):
        start = 0
        workers = []
        for time, what in self.script:
            await asyncio.sleep(time - start)
            start = time
            workers.append(asyncio.ensure_future(self.launch(what)))
        await asyncio.gather(*workers)

    async def launch(self, what):
        is_command = isinstance(what, list)
        command = what if is_command else ["python3", "-u", PLAYERS, str(what)]
        self.launched += 1
        self.running += 1
        name = what[0] if is_command else f"predef {what}"
        worker = f"ps#{self.launched} ({name})"
        print(8 * ">", f"worker {worker}")
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
        await asyncio.gather(self.relay(process.stdout, worker), self.relay(process.stderr, worker))
        code = await process.wait()
        self.running -= 1
        print(8 * "<", f"worker {worker} - exit code {code} - {self.running} still running")

    async def relay(self, stream, worker):
        while True:
            line = await stream.readline()
            if not line:
                return
            print(8 * " ", f"got `{line.decode().strip()}` from {worker}")


class Clock:
    def __init__(self):
        self.seconds = 0

    async def run(self):
        while True:
            print(f"clock = {self.seconds:04d}s")
            await asyncio.sleep(1)
            self.seconds += 1


async def play(script):
    clock = asyncio.ensure_future(Clock().run())
    await Scheduler(script).run()
    clock.cancel()
    print("no process left - bye")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as script_file:
        asyncio.run(play(json.load(script_file)))
