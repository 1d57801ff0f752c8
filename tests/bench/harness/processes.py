"""What launching costs: launch, start."""

import statistics

from harness.contestants import Job
from harness.figure import Figure

MILLISECOND = 1e-3
MICROSECOND = 1e-6


class Launch(Figure):
    """Many short children at time 0: the cost of one. The peers, who are slow, launch fewer."""

    name = "launch"
    crowds = (500, 2000, 8000)
    small_crowd = 100
    wanted = 1.5

    def __init__(self, bench):
        super().__init__(bench)
        self.costs = {crowd: self.row(f"{crowd} short children, each", "µs", floor="spawn",
                                      wanted=self.wanted) for crowd in self.crowds}
        self.growth = self.row(f"each of {self.crowds[-1]} against each of {self.crowds[0]}", "x",
                               wanted=1.2)
        self.left_out["foreman"] = "ends all as soon as one has ended"

    def contestants(self):
        here = self.bench.contestants
        return ["spawn", "game", *(peer for peer in ("parallel", "concurrently", "model")
                                   if peer in here)]

    def measure(self, name):
        if name not in ("spawn", "game"):
            self.launch(name, self.small_crowd, self.costs[self.crowds[0]])
            return
        costs = [self.launch(name, crowd, row) for crowd, row in self.costs.items()]
        self.growth.add(name, costs[-1] / costs[0])

    def launch(self, name, crowd, row):
        child = ["writer", "1", "8"]
        command = (["spawn_floor", str(crowd), *child] if name == "spawn"
                   else self.command(name, [Job(child, crowd)]))
        run = self.run(name, command, ["count", "~"], timeout=60)
        cost = run.seconds / crowd / MICROSECOND
        row.add(name, cost, crowd - run.count("~"))
        return cost


class Start(Figure):
    """From the start of a program that has next to nothing to do to its end."""

    name = "start"
    times = 50

    def __init__(self, bench):
        super().__init__(bench)
        self.version = self.row("players --version; peers: --version", "ms", floor="true", wanted=2)
        self.check = self.row("game --check demo.json", "ms", floor="true", wanted=3)

    def contestants(self):
        return ["true", *super().contestants()]

    def order(self):
        return ("game", "parallel", "concurrently", "foreman")

    def median(self, argv, times=times):
        return statistics.median(self.session.repeat(argv, times)) / MILLISECOND

    def measure(self, name):
        if name == "true":
            value = self.median(["/bin/true"])
            self.version.add(name, value)
            self.check.add(name, value)
        elif name == "game":
            self.version.add(name, self.median(["players", "--version"]))
            self.check.add(name, self.median(["game", "--check", str(self.bench.demo)]))
        else:
            words = ["version"] if name == "foreman" else ["--version"]
            program = str(self.bench.contestants[name].program)
            self.version.add(name, self.median([program, *words], times=3))
