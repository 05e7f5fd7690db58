"""A child process that takes orders by the line and answers by the line."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def piped(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Python with these arguments, run where the packages are found; its input ends with the block."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def replied(process: "subprocess.Popen[str]", order: str) -> str:
    """The line that the child answers an order with."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(order + "\n")
    process.stdin.flush()
    return process.stdout.readline()
