"""An ingest that can be watched: how far it is, then what it did."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Lock

from vectorstore import IngestReport, Library, Paper

EVERY_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Passages:
    """So many of the papers' passages are in the index; `total` is 0 while the papers are catalogued."""

    done: int = 0
    total: int = 0


class _Meter:
    """Told by the thread that ingests, read by the one that shows."""

    def __init__(self) -> None:
        self._lock, self._at = Lock(), Passages()
        self.ended = Event()

    def tell(self, done: int, total: int) -> None:
        with self._lock:
            self._at = Passages(done, total)

    def read(self) -> Passages:
        with self._lock:
            return self._at


def ingest_steps(library: Library, papers: Sequence[Paper]) -> Iterator[Passages | IngestReport]:
    """Progress every EVERY_SECONDS, and last the report. Raises what `Library.ingest` raises.

    Whoever stops watching does not stop the ingest.
    """
    meter, pool = _Meter(), ThreadPoolExecutor(1, thread_name_prefix="ingest")
    ingest: Future[IngestReport] = pool.submit(library.ingest, papers, progress=meter.tell)
    pool.shutdown(wait=False)
    ingest.add_done_callback(lambda _: meter.ended.set())
    yield meter.read()
    while not meter.ended.wait(EVERY_SECONDS):
        yield meter.read()
    yield ingest.result()
