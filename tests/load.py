"""`make bench-load`: many clients at once against the page's API, on the sample.

    python -m tests.load [--clients 50] [--seconds 120]

Every client has an address of its own on this machine (127.0.0.x), as the page counts requests by address,
asks a question, reads the answer and asks the next, after a second. Printed: answers, errors, the median and
the 95th percentile of the time from question to answer, and the page's memory in the first and the last
quarter.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from vectorstore.sample import sample_papers

WORDINGS = ("What does the work on {} propose?", "How well does the approach of {} work?", "Summarise {}")
PAUSE_SECONDS = 1.0
SERVE = "from assistant.cli import main; main()"


@dataclass(kw_only=True)
class Load:
    """What the clients met. Appending is safe between threads."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Megabytes that the page's process holds, once a second."""

    def quarters(self) -> tuple[float, float]:
        """Median memory of the first and of the last quarter."""
        part = max(1, len(self.memory) // 4)
        return statistics.median(self.memory[:part]), statistics.median(self.memory[-part:])

    def percentile(self, share: int) -> float:
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[share - 1]


def ask(client: httpx.Client, question: str) -> str:
    """The status of the answer. AssertionError with what came instead of one."""
    joined = client.post("/gradio_api/call/ask", json={"data": [question, None, None]})
    assert joined.status_code == 200, joined.text[:200]
    with client.stream("GET", f"/gradio_api/call/ask/{joined.json()['event_id']}") as events:
        for line in events.iter_lines():
            if line.startswith("event: error"):
                raise AssertionError(line)
            if line.startswith("data: ["):
                return str(json.loads(line.removeprefix("data: "))[0]["status"])
    raise AssertionError("no answer")


def load(url: str, pid: int, *, clients: int, seconds: float) -> Load:
    """Questions from so many clients for so long; each paper of the sample is asked about in turn."""
    found, ends = Load(), time.monotonic() + seconds
    titles = [paper.title for paper in sample_papers()]

    def person(number: int) -> None:
        source = httpx.HTTPTransport(local_address=f"127.0.0.{number + 2}")
        with httpx.Client(base_url=url, transport=source, timeout=60) as client:
            turn = number
            while time.monotonic() < ends:
                question = WORDINGS[turn % len(WORDINGS)].format(titles[turn % len(titles)])
                began = time.monotonic()
                try:
                    ask(client, question)
                    found.seconds.append(time.monotonic() - began)
                except (httpx.HTTPError, AssertionError, ValueError, LookupError) as exc:
                    found.errors.append(f"{type(exc).__name__}: {exc}")
                turn += clients
                time.sleep(PAUSE_SECONDS)

    people = [threading.Thread(target=person, args=(number,)) for number in range(clients)]
    for each in people:
        each.start()
    while time.monotonic() < ends:
        found.memory.append(resident_megabytes(pid))
        time.sleep(1)
    for each in people:
        each.join()
    return found


def resident_megabytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--port", type=int, default=7967)
    given = parser.parse_args()
    url = f"http://127.0.0.1:{given.port}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", SERVE, "serve", "--sample", "--engine", "extractive"]
        where = ["--library", f"{folder}/library", "--port", str(given.port)]
        with subprocess.Popen([*command, *where], stdout=subprocess.DEVNULL) as page:
            try:
                wait_for(url)
                found = load(url, page.pid, clients=given.clients, seconds=given.seconds)
            finally:
                page.terminate()
    first, last = found.quarters()
    sys.stdout.write(
        f"{given.clients} clients, {given.seconds:.0f} s: {len(found.seconds)} answers, {len(found.errors)} "
        f"errors; p50 {found.percentile(50):.2f} s, p95 {found.percentile(95):.2f} s; memory {first:.0f} MB "
        f"in the first quarter, {last:.0f} MB in the last ({100 * (last / first - 1):+.1f} %).\n"
    )
    sys.stdout.writelines(f"{error}\n" for error in sorted(set(found.errors))[:5])


def wait_for(url: str) -> None:
    """Until the page answers a question, so that nobody's first question pays for the models."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            with httpx.Client(base_url=url, timeout=120) as client:
                ask(client, "What is studied here?")
            return
        except (httpx.HTTPError, AssertionError):
            time.sleep(0.5)
    raise SystemExit("the page did not come up")


if __name__ == "__main__":
    main()
