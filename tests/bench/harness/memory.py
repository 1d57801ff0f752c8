"""What processes use, from /proc."""

import pathlib

from harness.session import descendants

KIBIBYTE = 1024


def name_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def proportional_bytes(pid):
    """Its memory; what it shares with others is divided among them."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * KIBIBYTE for line in lines if line.startswith("Pss:"))


def wakeups(pid):
    """How often it has gone to sleep so far, all its threads taken together."""
    total = 0
    for status in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("voluntary_ctxt_switches:"):
                total += int(line.split()[1])
    return total


def below(pid, names):
    """The descendants of these names, and the others, the process itself among them."""
    inside, outside = [], []
    for process in descendants(pid):
        (inside if name_of(process) in names else outside).append(process)
    return inside, outside
