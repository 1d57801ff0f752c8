"""How many lines a second go through: relay, wide, tiny, ndjson."""

from harness.contestants import Job
from harness.figure import Figure

CHILDREN = 4
MILLION = 1e6

# What stands around a line in our output: `         got ` + line + ` from ps#1 (writer)`, and so
# the floor moves the same number of bytes.
DECORATION = len("         got `` from ps#1 ()")


class Throughput(Figure):
    """Some children write lines as fast as they can, into a pipe that is drained."""

    floor = "cat"
    repeats = 2
    program = "writer"
    mark = "~"  # one a line, and none in anybody's labels

    def __init__(self, bench):
        super().__init__(bench)
        self.rate = self.row(self.what, "million lines/s", more_is_better=True, floor=self.floor,
                             wanted=self.wanted)

    def jobs(self, name):
        lines = self.lines // self.share(name)
        size = self.size
        if name == "cat":
            size += DECORATION + len(self.program)
        return lines, [Job(self.argv(lines, size), CHILDREN)]

    def argv(self, lines, size):
        return [self.program, str(lines), str(size)]

    def share(self, name):
        """The slow do a part of the work, and are compared by what they do a second."""
        return self.shares.get(name, 1)

    def measure(self, name):
        lines, jobs = self.jobs(name)
        run = self.run(name, self.command(name, jobs), ["count", self.mark], timeout=12)
        expected = CHILDREN * lines
        arrived = run.count(self.mark)
        self.rate.add(name, arrived / run.seconds / MILLION, expected - arrived)


class Relay(Throughput):
    name = "relay"
    what = "4 children, lines of 8 bytes"
    lines = 4_000_000
    size = 8
    wanted = 1.4
    shares = {"parallel": 20, "concurrently": 20, "foreman": 100, "model": 40}


class Wide(Throughput):
    name = "wide"
    what = "4 children, lines of 1 KiB"
    lines = 200_000
    size = 1024
    wanted = 1.3
    shares = {"parallel": 2, "concurrently": 2, "foreman": 10, "model": 4}


class Tiny(Throughput):
    name = "tiny"
    what = "4 children, a write a move"
    program = "tiny"
    mark = "j"
    lines = 500_000
    size = len("N john\n")
    wanted = 1.2
    shares = {"parallel": 4, "concurrently": 4, "foreman": 20, "model": 10}


class Ndjson(Relay):
    """Floor: our own text."""

    name = "ndjson"
    what = "relay as ndjson; floor: as text"
    floor = "text"
    wanted = 4

    def contestants(self):
        return ["text", "game"]

    def measure(self, name):
        lines, jobs = self.jobs(name)
        command = self.command("game", jobs)
        if name == "game":
            command[1:1] = ["--output", "ndjson"]
        run = self.run(name, command, ["count", self.mark])
        arrived = run.count(self.mark)
        self.rate.add(name, arrived / run.seconds / MILLION, CHILDREN * lines - arrived)
