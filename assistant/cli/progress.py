"""A progress bar on stderr for what may take long, shown only when it lasts over a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.cli.output import people

SHOWN_AFTER_SECONDS = 1.0


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that takes (how many are done, how many there are)."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=people, transient=True)
    task = bar.add_task(what, total=None)
    began = monotonic()

    def report(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if monotonic() - began > SHOWN_AFTER_SECONDS and people.is_terminal:
            bar.start()

    try:
        yield report
    finally:
        bar.stop()
