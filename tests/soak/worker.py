#!/usr/bin/env python3
"""One worker of the soak: writes numbered lines, and counts them where a kill cannot reach.

    worker.py COUNTS LINES SIZE PAUSE FAULT

COUNTS is a file that holds two 64-bit numbers: how many lines it began to write, and how many it has
written. They live in shared memory, so they are right whenever and however the worker dies.
"""

import mmap
import os
import signal
import struct
import subprocess
import sys
import time

counts_path, lines, size, pause, fault = sys.argv[1:]

with open(counts_path, "r+b") as file:
    counts = mmap.mmap(file.fileno(), 16)


def count(field, value):
    struct.pack_into("<q", counts, 8 * field, value)


def write_line(number):
    text = f"{number} ".encode().ljust(int(size), b".") + b"\n"
    count(0, number + 1)
    while text:
        text = text[os.write(1, text):]
    count(1, number + 1)


def leave_somebody_behind(new_session):
    subprocess.Popen(
        ["sh", "-c", "trap '' TERM HUP INT; while :; do sleep 1000; done"],
        start_new_session=new_session,
    )


if fault == "ignore-term":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
elif fault in ("leave-in-group", "leave-in-session"):
    leave_somebody_behind(fault == "leave-in-session")

for number in range(int(lines)):
    write_line(number)
    if float(pause) > 0:
        time.sleep(float(pause))

if fault == "stop-self":
    os.kill(os.getpid(), signal.SIGSTOP)
elif fault == "kill-self":
    os.kill(os.getpid(), signal.SIGKILL)
elif fault == "fail":
    sys.exit(3)
elif fault == "close-and-stay":
    os.close(1)
    os.close(2)
    time.sleep(1000)
elif fault == "no-newline":
    os.write(2, b"no newline")
