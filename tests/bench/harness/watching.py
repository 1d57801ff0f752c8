"""What it costs a run that somebody watches: served, spectated."""

import contextlib
import os
import pathlib
import socket
import subprocess
import sys

from harness.matches import Matches
from harness.throughput import CHILDREN, MILLION, Relay

SPECTATORS = pathlib.Path(__file__).resolve().parent / "spectators.py"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextlib.contextmanager
def spectators(port, count):
    """They are less urgent than what they watch, as ones on other machines would be."""
    process = subprocess.Popen([sys.executable, str(SPECTATORS), str(port), str(count)],
                               preexec_fn=lambda: os.nice(15), stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


class Served(Relay):
    """Floor: without a server."""

    name = "served"
    what = "relay with --serve and a spectator; floor: without"
    floor = "alone"
    wanted = 1 / 0.9

    def contestants(self):
        return ["alone", "game"]

    def measure(self, name):
        lines, jobs = self.jobs(name)
        command = self.command("game", jobs)
        with contextlib.ExitStack() as watching:
            if name == "game":
                port = free_port()
                command[1:1] = ["--serve", str(port)]
                watching.enter_context(spectators(port, 1))
            run = self.run(name, command, ["count", self.mark])
        arrived = run.count(self.mark)
        self.rate.add(name, arrived / run.seconds / MILLION, CHILDREN * lines - arrived)


class Spectated(Matches):
    """Turns of a lockstep match of two bots in C. Floor: without a server."""

    name = "spectated"
    floor = "alone"
    repeats = 2
    turns = 40_000
    crowd = 1000

    def __init__(self, bench):
        super().__init__(bench)
        self.time = self.row(f"a turn before {self.crowd} spectators; floor: without", "µs", floor=self.floor,
                             wanted=1 / 0.95)

    def contestants(self):
        return ["alone", "game"]

    def measure(self, name):
        bots = [self.bot(number) for number in range(2)]
        with contextlib.ExitStack() as watching:
            options = ()
            if name == "game":
                port = free_port()
                options = ("--serve", str(port))
                watching.enter_context(spectators(port, self.crowd))
            self.session.run_alone(self.play_in_circles(bots, self.turns, options))
        self.time.add(name, self.time_of_turn(), self.missed(0))
