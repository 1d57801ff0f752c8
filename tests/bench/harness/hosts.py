"""What it costs that workers run on another host: hosts."""

import statistics

from harness.contestants import Job
from harness.figure import Figure
from harness.latency import MICROSECOND, NANOSECOND
from harness.throughput import CHILDREN, MILLION


class Hosts(Figure):
    """The same workers on a host and on this machine. The host is this machine, too, at the other
    end of two pipes: what a network costs is not in question."""

    name = "hosts"
    floor = "local"
    repeats = 1
    relayed = 8_000_000
    timed = 2000
    launched = 2000

    def __init__(self, bench):
        super().__init__(bench)
        self.rate = self.row("4 children there, lines of 8 bytes; floor: here", "million lines/s",
                             more_is_better=True, floor=self.floor, wanted=round(1 / 0.6, 2))
        self.delay = self.row("a line a millisecond from there, median; floor: here", "µs",
                              floor=self.floor, wanted=2)
        self.cost = self.row(f"{self.launched} short children there, each; floor: here", "µs",
                             floor=self.floor, wanted=1.5)

    def contestants(self):
        return [self.floor, "game"]

    def measure(self, name):
        self.measure_rate(name)
        self.measure_delay(name)
        self.measure_cost(name)

    def command_on(self, name, job):
        game = self.bench.contestants["game"]
        host = {"name": "there", "connect": ["sh", "-c", 'exec "$@"', "sh"], "slots": 100_000,
                "agent": str(game.program)}
        return game.command([job], self.session.folder, hosts=[] if name == self.floor else [host])

    def measure_rate(self, name):
        lines = self.relayed // CHILDREN
        job = Job(["writer", str(lines), "8"], CHILDREN)
        run = self.run(name, self.command_on(name, job), ["count", "~"], timeout=60)
        arrived = run.count("~")
        self.rate.add(name, arrived / run.seconds / MILLION, CHILDREN * lines - arrived)

    def measure_delay(self, name):
        run = self.run(name, self.command_on(name, Job(["ticker", str(self.timed)])),
                       ["latency", "~"])
        delays = [value * NANOSECOND / MICROSECOND for value in run.arrived["latencies"]]
        if delays:
            self.delay.add(name, statistics.median(delays), self.timed - len(delays))

    def measure_cost(self, name):
        job = Job(["writer", "1", "8"], self.launched)
        run = self.run(name, self.command_on(name, job), ["count", "~"], timeout=60)
        self.cost.add(name, run.seconds / self.launched / MICROSECOND,
                      self.launched - run.count("~"))
