"""Installs the peers that can be installed. One that cannot is said to be missing, no more."""

import shutil
import subprocess
import sys


def install(top, folder):
    """The Debian packages, and `concurrently` into a folder of our own."""
    if not (shutil.which("parallel") and shutil.which("foreman")):
        attempt([top / ".ci" / "install-packages", "bench"])
    if not (folder / "node_modules").exists() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        attempt(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder,
                 "concurrently"])


def attempt(argv):
    code = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode
    if code != 0:
        print(f"bench: {argv[0]} failed with exit code {code}", file=sys.stderr)
