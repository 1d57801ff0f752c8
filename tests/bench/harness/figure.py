"""What a figure of the table is, and its rows."""

import dataclasses
import statistics


@dataclasses.dataclass
class Row:
    """One line of the table: a quantity, measured for several contestants in several rounds."""

    figure: str
    what: str
    unit: str
    more_is_better: bool = False
    floor: str = None  # whose quantity ours is compared with
    wanted: float = None  # a bound on the ratio to the floor; without a floor, on the quantity
    samples: dict = dataclasses.field(default_factory=dict)  # contestant: one a round
    lost: dict = dataclasses.field(default_factory=dict)  # contestant: lines, the worst round

    def add(self, contestant, value, lost=0):
        self.samples.setdefault(contestant, []).append(value)
        self.lost[contestant] = max(self.lost.get(contestant, 0), abs(lost), key=abs)

    def median(self, contestant):
        values = self.samples.get(contestant)
        return statistics.median(values) if values else None

    def ratio(self):
        """How many times the floor's cost ours is: the median of the rounds, each of which compares
        two runs that came one after the other."""
        if not self.floor or "game" not in self.samples or self.floor not in self.samples:
            return None
        pairs = zip(self.samples["game"], self.samples[self.floor])
        ratios = [floor / ours if self.more_is_better else ours / floor
                  for ours, floor in pairs if ours and floor]
        return statistics.median(ratios) if ratios else None

    def is_met(self):
        """None if nothing is wanted or it could not be measured."""
        measured = self.ratio() if self.floor else self.median("game")
        if self.wanted is None or measured is None:
            return None
        return measured <= self.wanted and not self.lost.get("game")


class Figure:
    """Measures one contestant a call, and files the results in its rows."""

    name = ""
    rounds = None  # at most so many, however many are asked for
    repeats = 0  # how many times more in each round we are compared with the floor
    floor = None

    def __init__(self, bench):
        self.bench = bench
        self.session = bench.session
        self.rows = []
        self.left_out = {}  # contestant: why

    def row(self, what, unit, **more):
        row = Row(self.name, what, unit, **more)
        self.rows.append(row)
        return row

    def contestants(self):
        """Who takes part, in turn, those to be compared next to each other."""
        return [name for name in self.order() if name in self.bench.contestants]

    def order(self):
        return ("cat", "game", "parallel", "concurrently", "foreman", "model")

    def measure(self, name):
        raise NotImplementedError

    def run(self, name, command, drain_words, timeout=20):
        """Runs it. Who hangs takes part in this figure no more."""
        run = self.session.run(command, drain_words, timeout)
        if run.timed_out:
            self.left_out[name] = f"did not end within {timeout} s"
        return run

    def forget(self, name):
        for row in self.rows:
            row.samples.pop(name, None)
            row.lost.pop(name, None)

    def command(self, name, jobs, **more):
        return self.bench.contestants[name].command(jobs, self.session.folder, **more)
