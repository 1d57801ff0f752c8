"""What matches cost: lockstep, rules, short, ticks, deadline."""

import itertools
import json
import pathlib
import statistics
import subprocess

from harness.figure import Figure
from harness.latency import MILLISECOND, percentile

NANOSECONDS = 1e9  # of a second
MILLISECOND_NS = 1e6
MICROSECOND_NS = 1e3
NAMES = ("ann", "ben", "zoe", "tom")
CORNERS = ((2, 2), (7, 2), (2, 7), (7, 7))
CIRCLE = "NESW"
SILENCE = "-"
PYTHON_BOT = pathlib.Path(__file__).resolve().parent.parent / "match_bot.py"


def circling_snakes(count, turns):
    """A match whose snakes go round in small circles, with what heals them on the way: it goes on
    for as long as one likes, and no turn is dearer than another."""
    snakes = [{"name": name, "health": 100, "body": [[x, y], [x + 1, y], [x + 1, y + 1]]}
              for name, (x, y) in zip(NAMES[:count], CORNERS)]
    return {"rules": "snake", "turns": turns,
            "settings": {"food_chance": 0, "minimum_food": 0, "hazard_damage": -14},
            "start": {"turn": 2, "food": [], "hazards": [list(corner) for corner in CORNERS[:count]],
                      "snakes": snakes}}


class Matches(Figure):
    """What the figures of matches share: only we and a floor take part."""

    def contestants(self):
        return ["game"]

    def report_file(self, who):
        return self.session.folder / f"report-{who}"

    def bot(self, number, moves=CIRCLE, language="C", messages=()):
        program = ["match_bot"] if language == "C" else ["python3", "-E", str(PYTHON_BOT)]
        return [*program, moves, str(self.report_file(number)), *messages]

    def arrivals(self, who):
        """When it got each turn, by the number of the turn."""
        with open(self.report_file(who), encoding="ascii") as lines:
            words = [line.split() for line in lines]
        return {int(turn): int(nanoseconds) for turn, nanoseconds in words}

    def missed(self, who):
        turns = self.arrivals(who)
        return max(turns) - min(turns) + 1 - len(turns) if turns else 0

    def play(self, match, script, options=()):
        scenario = self.session.folder / "match.json"
        scenario.write_text(json.dumps({"match": match, "script": script}), encoding="utf-8")
        return [str(self.bench.contestants["game"].program), "--no-clock", *options, str(scenario)]

    def play_in_circles(self, bots, turns, options=()):
        script = [{"name": name, "command": bot} for name, bot in zip(NAMES, bots)]
        return self.play(circling_snakes(len(bots), turns), script, options)

    def time_of_turn(self):
        """In microseconds."""
        times = list(self.arrivals(0).values())
        return (times[-1] - times[0]) / (len(times) - 1) / MICROSECOND_NS


class AgainstFloor(Matches):
    """The floor writes the same bytes to the same bots, and reads their answers."""

    floor = "match_floor"

    def contestants(self):
        return [self.floor, "game"]

    def floor_command(self, bots, turns):
        files = self.messages(len(bots), turns)
        joined = itertools.chain.from_iterable([":", *bot] for bot in bots)
        return [self.floor, str(len(bots)), *files, *itertools.islice(joined, 1, None)]

    def messages(self, count, turns):
        """What each of the bots is told in a match."""
        files = [str(self.session.folder / f"messages-{count}-{turns}-{number}")
                 for number in range(count)]
        if not pathlib.Path(files[0]).exists():
            self.session.run_alone(self.play_in_circles(
                [self.bot(number, messages=[file]) for number, file in enumerate(files)], turns))
        return files


class Lockstep(AgainstFloor):
    """A turn of a match with bots that answer at once."""

    name = "lockstep"
    repeats = 4
    kinds = ((2, "C", 1.5, 3000), (4, "C", 1.5, 3000), (2, "Python", 1.15, 1000),
             (4, "Python", 1.15, 1000))

    def __init__(self, bench):
        super().__init__(bench)
        self.times = {(count, language): self.row(f"{count} bots in {language}, a turn", "µs",
                                                  floor=self.floor, wanted=wanted)
                      for count, language, wanted, _ in self.kinds}
        self.piped = self.row("4 bots in C, text into a pipe", "µs")

    def measure(self, name):
        for count, language, _, turns in self.kinds:
            bots = [self.bot(number, language=language) for number in range(count)]
            if name == "game":
                self.session.run_alone(self.play_in_circles(bots, turns))
            else:
                self.session.run_alone(self.floor_command(bots, turns))
            self.times[count, language].add(name, self.time_of_turn(), self.missed(0))
        if name == "game":
            self.measure_piped()

    def measure_piped(self):
        bots = [self.bot(number) for number in range(len(NAMES))]
        self.session.run(self.play_in_circles(bots, 3000), ["count", "N"])
        self.piped.add("game", self.time_of_turn(), self.missed(0))


class Rules(Matches):
    """The rules alone, without messages and processes."""

    name = "rules"
    matches = 300

    def __init__(self, bench):
        super().__init__(bench)
        self.time = self.row("a turn of 4 snakes on 11x11", "µs", wanted=2)

    def measure(self, name):
        output = subprocess.run([self.session.tools / "snake_turns", str(self.matches)], check=True,
                                stdout=subprocess.PIPE, text=True).stdout
        self.time.add(name, float(output.split()[0]) / MICROSECOND_NS)


class Short(AgainstFloor):
    """A match from the start of `game` to its end."""

    name = "short"
    turns = 100
    times = 30

    def __init__(self, bench):
        super().__init__(bench)
        self.time = self.row(f"a match of 4 bots, {self.turns} turns", "ms", wanted=15)
        self.compared = self.row("the same, against the floor", "ms", floor=self.floor)

    def measure(self, name):
        bots = [self.bot(number) for number in range(len(NAMES))]
        command = (self.play_in_circles if name == "game" else self.floor_command)(bots, self.turns)
        time = statistics.median(self.session.repeat(command, self.times)) / MILLISECOND
        self.time.add(name, time)
        self.compared.add(name, time)


class Ticks(Matches):
    """A match on a timetable, with many players, each a worker, whose referee is a program."""

    name = "ticks"
    players = 1000
    per_second = 20
    warm_up = 60  # turns, in which they start
    turns = 300

    def __init__(self, bench):
        super().__init__(bench)
        self.late = self.row("1 000 players, 20 ticks a second: late, 99th percentile", "ms", wanted=2)
        self.skipped = self.row("the same, states that a player missed", "", wanted=0)

    def measure(self, name):
        match = {"referee": ["match_referee", str(self.report_file("referee"))], "mode": "ticks",
                 "tick": 1 / self.per_second, "turns": self.turns}
        script = [{"name": f"p{number}", "command": self.bot(number)}
                  for number in range(self.players)]
        self.session.run_alone(self.play(match, script))
        times = list(self.arrivals("referee").values())[self.warm_up:]
        late = lateness(times, NANOSECONDS / self.per_second)
        self.late.add(name, percentile(late, 99) / MILLISECOND_NS)
        self.skipped.add(name, sum(self.missed(number) for number in range(self.players)))


def lateness(times, period):
    """How late each is on its timetable, of which the most punctual one is the measure."""
    delays = [time - number * period for number, time in enumerate(times)]
    return [delay - min(delays) for delay in delays]


class Deadline(Matches):
    """Turns that end at their limit, since a bot does not answer, beside two floods: from when
    another bot got the turn until the referee gets the moves."""

    name = "deadline"
    limit = 0.0073  # no whole number of milliseconds
    turns = 300
    warm_up = 50  # turns, in which the floods start

    def __init__(self, bench):
        super().__init__(bench)
        self.median = self.row("a limit beside two floods: late, median", "ms")
        self.tail = self.row("the same, 99th percentile", "ms", wanted=1)

    def measure(self, name):
        match = {"referee": ["match_referee", str(self.report_file("referee"))],
                 "turns": self.turns, "turn_limit": self.limit, "first_limit": self.limit}
        seconds = round(self.turns * self.limit) + 2
        script = [{"name": "zoe", "command": self.bot("zoe")},
                  {"name": "ben", "command": self.bot("ben", SILENCE)}]
        script += [{"name": flood, "time": 0.1,
                    "command": ["flood", str(seconds), str(self.session.folder / flood)]}
                   for flood in ("flood-1", "flood-2")]
        self.session.run(self.play(match, script), ["count", "^"])
        asked = self.arrivals("zoe")
        late = [closed - asked[turn] - self.limit * NANOSECONDS
                for turn, closed in self.arrivals("referee").items()
                if turn in asked and turn > self.warm_up]
        self.median.add(name, percentile(late, 50) / MILLISECOND_NS)
        self.tail.add(name, percentile(late, 99) / MILLISECOND_NS)
