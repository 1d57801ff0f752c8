"""Runs one contestant and takes in what it writes."""

import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time


@dataclasses.dataclass
class Run:
    """What one run was."""

    seconds: float  # from its start until the last byte has arrived
    processor_seconds: float  # its own and its children's
    arrived: dict  # what `drain` says
    timed_out: bool = False

    def count(self, character):
        return self.arrived["counts"].get(character, 0)


class Session:
    """A folder for files, the tools, and an environment in which the tools are found by name. The
    folder goes with it."""

    def __init__(self, binaries, tools):
        self.binaries = binaries
        self.tools = tools
        self.temporary = tempfile.TemporaryDirectory(prefix="bench-")
        self.folder = pathlib.Path(self.temporary.name)
        self.environment = dict(os.environ, PATH=f"{tools}:{binaries}:{os.environ['PATH']}",
                                NO_COLOR="1", PARALLEL_HOME=self.temporary.name)

    def start(self, argv, drain_words):
        """Starts it with its output going to `drain`."""
        return Running(self, argv, drain_words)

    def run(self, argv, drain_words, timeout=60):
        running = self.start(argv, drain_words)
        return running.finish(timeout)

    def run_alone(self, argv, timeout=60):
        """Runs it with its output in a file, so that nothing else needs a processor."""
        with open(self.folder / "output", "wb") as output:
            subprocess.run(argv, env=self.environment, check=True, cwd=self.folder, timeout=timeout,
                           stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL)

    def repeat(self, argv, times):
        """How many seconds each of many runs took, one after the other."""
        output = subprocess.run(["repeat", str(times), *argv], env=self.environment, check=True,
                                cwd=self.folder, stdout=subprocess.PIPE, text=True).stdout
        return [int(line) / 1e9 for line in output.split()]


class Running:
    """A contestant at work."""

    def __init__(self, session, argv, drain_words):
        self.result = session.folder / "arrived.json"
        self.result.unlink(missing_ok=True)
        read_end, write_end = os.pipe()
        options = {"env": session.environment, "cwd": session.folder,
                   "stderr": subprocess.DEVNULL}
        self.drain = subprocess.Popen([session.tools / "drain", self.result, *drain_words],
                                      stdin=read_end, **options)
        os.close(read_end)
        self.begin = time.monotonic()
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=write_end,
                                        start_new_session=True, **options)
        os.close(write_end)

    def finish(self, timeout):
        timed_out = False
        try:
            self.drain.wait(timeout)
        except subprocess.TimeoutExpired:
            timed_out = True
            self.kill()
            self.drain.wait()
        seconds = time.monotonic() - self.begin
        usage = os.wait4(self.process.pid, 0)[2]
        self.process.returncode = 0
        arrived = json.loads(self.result.read_text(encoding="utf-8"))
        return Run(seconds, usage.ru_utime + usage.ru_stime, arrived, timed_out)

    def kill(self):
        """All of it. Some contestants put their jobs into groups of their own."""
        for pid in reversed(descendants(self.process.pid)):
            kill_one(pid)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)


def kill_one(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def descendants(pid):
    """The process and all below it, from the top."""
    pids = [pid]
    for parent in pids:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children", encoding="ascii") as children:
                    pids.extend(int(child) for child in children.read().split())
        except OSError:
            pass  # it has ended meanwhile
    return pids
