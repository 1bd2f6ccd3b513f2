"""Run one command and print its seconds and its peak memory in KiB, as two numbers on one line.

    python -S bench/one_run.py COMMAND ARGUMENT …

A process of its own, and a small one: the kernel counts what a parent held among the memory of its child.
"""

import os
import sys
import time

PER_KIB = 1024 if sys.platform == "darwin" else 1


def main(command: list[str]) -> int:
    """The exit code of the command."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, 1)])
    _, status, used = os.wait4(child, 0)
    print(time.perf_counter() - start, used.ru_maxrss // PER_KIB)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
