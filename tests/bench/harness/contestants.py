"""Who is measured: how each is told to run some jobs side by side and relay what they write."""

import dataclasses
import json
import pathlib
import shlex
import shutil


@dataclasses.dataclass
class Job:
    """A command to be run `count` times."""

    argv: list
    count: int = 1

    @property
    def name(self):
        return self.argv[0]

    def shell(self):
        return shlex.join(self.argv)


class Contestant:
    """Makes the command line that runs jobs. `folder` is a place for the files that this needs."""

    name = ""

    def command(self, jobs, folder, prompt=False):
        """`prompt` asks for each line at once, at the price of throughput, where there is a choice."""
        raise NotImplementedError


class Game(Contestant):
    """Us."""

    name = "game"

    def __init__(self, program):
        self.program = program

    def command(self, jobs, folder, prompt=False, hosts=()):
        return self.scenario_command(
            [{"command": job.argv, "name": job.name, "count": job.count} for job in jobs], folder,
            hosts=hosts)

    def scenario_command(self, script, folder, options=("--no-clock",), hosts=()):
        scenario = pathlib.Path(folder) / "scenario.json"
        content = {"script": script}
        if hosts:
            content["hosts"] = list(hosts)
        scenario.write_text(json.dumps(content), encoding="utf-8")
        return [str(self.program), *options, str(scenario)]


class Cat(Contestant):
    """The floor of relaying: all jobs write into one pipe, which `cat` copies. No label, no order,
    and whoever floods fills it for all."""

    name = "cat"

    def command(self, jobs, folder, prompt=False):
        starts = "".join(f"{job.shell()} & " * job.count for job in jobs)
        return ["sh", "-c", f"{{ {starts} wait; }} | cat"]


class Parallel(Contestant):
    """GNU parallel, in the mode that passes each line on when it is complete."""

    name = "parallel"

    def __init__(self, program):
        self.program = program

    def command(self, jobs, folder, prompt=False):
        commands = pathlib.Path(folder) / "commands"
        commands.write_text("".join(f"{job.shell()}\n" * job.count for job in jobs), encoding="utf-8")
        return [self.program, "--will-cite", "--jobs", "0", "--line-buffer", "--tag",
                "--arg-file", str(commands)]


class Foreman(Contestant):
    name = "foreman"

    def __init__(self, program):
        self.program = program

    def command(self, jobs, folder, prompt=False):
        procfile = pathlib.Path(folder) / "Procfile"
        commands = [job.shell() for job in jobs for _ in range(job.count)]
        procfile.write_text("".join(f"w{i}: {command}\n" for i, command in enumerate(commands)),
                            encoding="utf-8")
        return [self.program, "start", "--procfile", str(procfile)]


class Concurrently(Contestant):
    name = "concurrently"

    def __init__(self, program):
        self.program = program

    def command(self, jobs, folder, prompt=False):
        return [str(self.program), *(job.shell() for job in jobs for _ in range(job.count))]


class Model(Contestant):
    """The course's program, rewritten: Python and asyncio."""

    name = "model"

    def __init__(self, folder):
        self.program = folder / "game.py"

    def command(self, jobs, folder, prompt=False):
        return self.script_command([[0, job.argv] for job in jobs for _ in range(job.count)], folder,
                                   prompt)

    def script_command(self, script, folder, prompt=False):
        path = pathlib.Path(folder) / "script.json"
        path.write_text(json.dumps(script), encoding="utf-8")
        return ["python3", *(["-u"] if prompt else []), str(self.program), str(path)]


def find_all(bench_folder, binaries, peers_folder):
    """Everybody who is here, by name, and the names of those who are not."""
    found = [Game(binaries / "game"), Cat(), Model(bench_folder / "model")]
    missing = []
    for kind, program in ((Parallel, shutil.which("parallel")), (Foreman, shutil.which("foreman")),
                          (Concurrently, concurrently_in(peers_folder))):
        if program:
            found.append(kind(program))
        else:
            missing.append(kind.name)
    return {contestant.name: contestant for contestant in found}, missing


def concurrently_in(peers_folder):
    program = peers_folder / "node_modules" / ".bin" / "concurrently"
    return program if program.exists() and shutil.which("node") else None
