"""What many workers cost while they run: many, players."""

import time

from harness.contestants import Job
from harness.figure import Figure
from harness.latency import MICROSECOND, NANOSECOND, percentile
from harness.memory import KIBIBYTE, below, proportional_bytes, wakeups
from harness.session import descendants

POLL_SECONDS = 0.1
PATIENCE_SECONDS = 60


def wait_for(condition):
    """False if it does not come true."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True


class Many(Figure):
    """Sleeping workers: memory, wake-ups, and a line of one more worker beside them."""

    name = "many"
    rounds = 1
    crowds = {"game": (1, 4000)}
    small_crowds = (50, 200)  # the peers': some of them need a thread or a process for each
    lines = 2000
    settle_seconds = 1
    watch_seconds = 4
    ticker_delay = 8  # until both are over

    def __init__(self, bench):
        super().__init__(bench)
        self.memory = self.row("sleeping workers, memory of each", "KiB", wanted=4)
        self.wakes = self.row("the same, wake-ups", "1/s", wanted=2)
        self.latency = self.row("a line beside them, median; floor: alone", "µs", floor="alone",
                                wanted=1.2)
        self.left_out["foreman"] = "is not made for hundreds"

    def order(self):
        return ("game", "parallel", "concurrently", "model")

    def measure(self, name):
        few, crowd = self.crowds.get(name, self.small_crowds)
        before, _, latency_alone = self.watch(name, few)
        after, wakes, latency = self.watch(name, crowd)
        if before is None or after is None:
            self.left_out[name] = f"did not get {crowd} workers to run"
            return
        self.memory.add(name, (after - before) / (crowd - few) / KIBIBYTE)
        self.wakes.add(name, wakes)
        if name == "game":
            self.latency.add("alone", percentile(latency_alone, 50), self.lines - len(latency_alone))
            self.latency.add("game", percentile(latency, 50), self.lines - len(latency))

    def watch(self, name, crowd):
        """Its bytes and wake-ups a second with so many sleepers, and, of us, a ticker's latencies."""
        jobs = [Job(["sleep", "600"], crowd)]
        if name == "game":
            jobs.append(Job(["ticker", str(self.lines), str(self.ticker_delay)]))
        command = self.command(name, jobs, prompt=True)
        if "--no-clock" in command:
            command.remove("--no-clock")
        running = self.session.start(command, ["latency", "~"])
        pid = running.process.pid

        def has_all():
            return len(below(pid, ("sleep", "ticker"))[0]) == sum(job.count for job in jobs)

        memory = wakes = None
        if wait_for(has_all):
            time.sleep(self.settle_seconds)
            _, own = below(pid, ("sleep", "ticker"))
            memory = sum(proportional_bytes(process) for process in own)
            before = sum(wakeups(process) for process in own)
            time.sleep(self.watch_seconds)
            wakes = (sum(wakeups(process) for process in own) - before) / self.watch_seconds
            wait_for(lambda: not below(pid, ("ticker",))[0])
        if name == "game":
            running.terminate()
            run = running.finish(PATIENCE_SECONDS)
        else:
            running.kill()
            run = running.finish(1)
        return memory, wakes, [value * NANOSECOND / MICROSECOND
                               for value in run.arrived["latencies"]]


class Players(Figure):
    """Programs of two players each, all at once; the model with its own, and fewer of them."""

    name = "players"
    rounds = 1
    crowds = {"game": 1000, "model": 50}
    moves = 10  # of predef 1's two players
    looks = 8

    def __init__(self, bench):
        super().__init__(bench)
        self.time = self.row("processor time of each player; floor: the model", "ms", floor="model",
                             wanted=1)
        self.memory = self.row("memory of each; floor: the model", "KiB", floor="model", wanted=1)
        for peer in ("cat", "parallel", "foreman", "concurrently"):
            self.left_out[peer] = "has no players"

    def order(self):
        return ("game", "model")

    def measure(self, name):
        crowd = self.crowds[name]
        contestant = self.bench.contestants[name]
        if name == "game":
            command = contestant.scenario_command([{"predef": 1, "count": crowd}],
                                                  self.session.folder)
        else:
            command = contestant.script_command([[0, 1]] * crowd, self.session.folder)
        running = self.session.start(command, ["count", "`"])
        peak = 0
        for _ in range(self.looks):
            time.sleep(0.3)
            everybody = descendants(running.process.pid)
            peak = max(peak, sum(proportional_bytes(process) for process in everybody))
        run = running.finish(PATIENCE_SECONDS)
        players = 2 * crowd
        lost = crowd * self.moves - run.count("`") // 2
        self.time.add(name, run.processor_seconds / players * 1e3, lost)
        self.memory.add(name, peak / players / KIBIBYTE, lost)
