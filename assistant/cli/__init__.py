"""The command line. Exit 0 done, 1 a gate failed, 2 wrong usage or input, 3 something outside failed."""

import contextlib
import os
import sys

from assistant.cli.commands import app
from vectorstore.errors import ResearchError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; a failure is one line on stderr and the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a replaced stream may not be reconfigurable
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # text files have it
    try:
        app()
    except ResearchError as exc:
        sys.stderr.write(f"assistant: {exc}\n")
        sys.exit(exc.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("assistant: stopped\n")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
