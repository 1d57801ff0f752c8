"""How soon a line arrives: latency, fair, clock."""

import statistics

from harness.contestants import Job
from harness.figure import Figure

MICROSECOND = 1e-6
MILLISECOND = 1e-3
NANOSECOND = 1e-9


def percentile(values, percent):
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


class Latency(Figure):
    """A child writes a line a millisecond: the time from its write to its arrival."""

    name = "latency"
    floor = "cat"
    repeats = 1
    lines = 2000

    def __init__(self, bench):
        super().__init__(bench)
        self.median = self.row("a line a millisecond, median", "µs", floor="cat", wanted=1.5)
        self.tail = self.row("the same, 99th percentile", "µs", floor="cat", wanted=2)

    def measure(self, name):
        command = self.command(name, [Job(["ticker", str(self.lines)])], prompt=True)
        run = self.run(name, command, ["latency", "~"])
        latencies = [value * NANOSECOND / MICROSECOND for value in run.arrived["latencies"]]
        lost = self.lines - len(latencies)
        if latencies:
            self.median.add(name, percentile(latencies, 50), lost)
            self.tail.add(name, percentile(latencies, 99), lost)


class Fair(Figure):
    """The same beside two children that flood."""

    name = "fair"
    lines = 1500
    flood_seconds = 2
    floods = ("flood-1", "flood-2")

    def __init__(self, bench):
        super().__init__(bench)
        self.median = self.row("the same beside two floods, median", "ms")
        self.tail = self.row("the same, 99th percentile", "ms", wanted=5)
        self.flow = self.row("the floods' lines meanwhile", "million lines/s", more_is_better=True)

    def measure(self, name):
        counts = [self.session.folder / flood for flood in self.floods]
        for count in counts:
            count.unlink(missing_ok=True)
        jobs = [Job(["ticker", str(self.lines)])]
        jobs += [Job(["flood", str(self.flood_seconds), str(count)]) for count in counts]
        command = self.command(name, jobs, prompt=True)
        run = self.run(name, command, ["latency", "~", "count", "^"])
        # A flood that was killed leaves no number; its lines are not in question then.
        written = [int(count.read_text(encoding="ascii")) for count in counts if count.exists()]
        lost = self.lines - len(run.arrived["latencies"])
        if len(written) == len(counts):
            lost += abs(sum(written) - run.count("^"))
        latencies = [value * NANOSECOND / MILLISECOND for value in run.arrived["latencies"]]
        if latencies:
            self.median.add(name, percentile(latencies, 50), lost)
            self.tail.add(name, percentile(latencies, 99), lost)
        self.flow.add(name, run.count("^") / run.seconds / 1e6, lost)


class Clock(Figure):
    """How far each line of the clock is from its second, beside a flood."""

    name = "clock"
    rounds = 1
    seconds = {"game": 120, "model": 20}

    def __init__(self, bench):
        super().__init__(bench)
        self.worst = self.row("beside a flood, the worst second", "ms", wanted=10)
        self.drift = self.row("drift in 120 s", "ms", wanted=1)
        for peer in ("cat", "parallel", "foreman", "concurrently"):
            self.left_out[peer] = "has no clock"

    def order(self):
        return ("game", "model")

    def measure(self, name):
        seconds = self.seconds[name]
        jobs = [Job(["flood", str(seconds), str(self.session.folder / "flood")])]
        command = self.command(name, jobs, prompt=True)
        if "--no-clock" in command:
            command.remove("--no-clock")
        run = self.run(name, command, ["times", "="], timeout=seconds + 60)
        times = [value * NANOSECOND for value in run.arrived["times"]]
        late = [time - second for second, time in enumerate(times)]
        lost = max(0, seconds - len(times))  # the last one may come after the flood's end or not
        self.worst.add(name, (max(late) - min(late)) / MILLISECOND, lost)
        slope = statistics.linear_regression(range(len(late)), late).slope
        self.drift.add(name, abs(slope) * 120 / MILLISECOND, lost)
