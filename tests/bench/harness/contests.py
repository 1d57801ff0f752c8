"""What tournaments cost: tournament."""

import json
import os
import time

from harness.latency import MILLISECOND
from harness.matches import NAMES, AgainstFloor, circling_snakes


class Tournament(AgainstFloor):
    """Many short matches of two bots, as many at once as there are processors. The floor launches
    the same processes, one for each match and one for each bot, and plays the same turns; the
    other one, where nothing but the bots is a process for each match, is what that costs."""

    name = "tournament"
    matches = 1000
    turns = 20
    timeout = 300
    floor = "match processes"
    bots_alone = "tournament_floor"

    def __init__(self, bench):
        super().__init__(bench)
        self.time = self.row(f"{self.matches} matches of 2 bots, {self.turns} turns, each; "
                             "floor: the same processes", "ms", floor=self.floor, wanted=1.3)
        self.compared = self.row("the same; floor: only the bots", "ms", floor=self.bots_alone)

    def contestants(self):
        return [self.floor, "game", self.bots_alone]

    def measure(self, name):
        command = self.game_command() if name == "game" else self.command_of_floor(name)
        begin = time.monotonic()
        self.session.run_alone(command, self.timeout)
        each = (time.monotonic() - begin) / self.matches / MILLISECOND
        missing = self.matches - self.played() if name == "game" else 0
        for row in (self.time, self.compared):
            row.add(name, each, missing)

    def quiet_bot(self, messages=()):
        """Without a report: there are too many."""
        return ["match_bot", "NESW", os.devnull, *messages]

    def results(self):
        return self.session.folder / "results.ndjson"

    def played(self):
        return len(self.results().read_text(encoding="utf-8").splitlines()) - 1

    def game_command(self):
        self.results().unlink(missing_ok=True)
        players = [{"name": name, "command": self.quiet_bot()} for name in NAMES[:2]]
        scenario = self.session.folder / "tournament.json"
        scenario.write_text(json.dumps({
            "match": circling_snakes(len(players), self.turns),
            "max_running": os.cpu_count(),
            "tournament": {"players": players, "rounds": self.matches // 2, "seed": 1,
                           "results": self.results().name},
        }), encoding="utf-8")
        return [str(self.bench.contestants["game"].program), str(scenario)]

    def command_of_floor(self, name):
        words = ["match_floor"] if name == self.floor else ["here"]
        files = self.messages(2, self.turns)
        return ["tournament_floor", str(self.matches), str(os.cpu_count()), *words, "2", *files,
                *self.quiet_bot(), ":", *self.quiet_bot()]
