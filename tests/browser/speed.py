"""`python -m tests.browser.speed`: how quick the page is, in a real Chromium, with answers quoted.

- Enter to the first sentence, on the sample, one person (`QUESTIONS` questions, each new);
- the same while `PEOPLE` clients ask through the page's endpoint at once, and whether all are answered;
- a library of `MANY` invented papers: opened, searched, sorted, plotted.

Needs Chromium and Playwright.
"""

import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.chain import Assistant
from assistant.page import launch
from assistant.settings import Settings
from evals.benchmarks.foundation import WORDINGS, quantile
from vectorstore import Library, Paper
from vectorstore.records import PartialDate
from vectorstore.sample import sample_papers

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS = 20
PEOPLE = 20
EACH = 3
MANY = 2_000
PORT = 7_891
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
_WORDS = (
    "robust graph whale adaptive sparse tensor coral glacier lattice protein auction orbit plasma river soil "
    "market noise quantum speech policy memory kernel spectral tidal fungal seismic optical avian volcanic"
).split()
_CLOCK = """() => {
  const began = (event) => { if (event.key === 'Enter') window.began = performance.now(); };
  addEventListener('keydown', began, true);
  new MutationObserver(() => {
    const text = document.querySelector(`#turn-${window.turn} .answer-text`)?.textContent;
    if (text && window.began) { window.took = performance.now() - window.began; window.began = 0; }
  }).observe(document.body, { childList: true, subtree: true });
}"""


def invented_papers(count: int) -> list[Paper]:
    """Papers of random words, always the same."""
    chance = random.Random(1)
    people = [f"{first} {last}" for first in "ABCDEFGHIJ" for last in ("Example", "Sample", "Model", "Test")]
    return [
        Paper(
            title=f"{' '.join(chance.sample(_WORDS, 4)).capitalize()} {number}",
            abstract=" ".join(
                f"The {chance.choice(_WORDS)} {chance.choice(_WORDS)} gains {chance.randint(1, 99)} percent."
                for _ in range(8)
            ),
            authors=tuple(chance.sample(people, chance.randint(1, 5))),
            date=PartialDate(year=chance.randint(1990, 2025)),
            categories=(chance.choice(("LG", "CV", "CL", "AI", "RO")),),
        )
        for number in range(count)
    ]


@contextmanager
def opened(papers: Sequence[Paper], folder: Path) -> Iterator["Page"]:
    """A browser on the page of a library of these papers."""
    from playwright.sync_api import sync_playwright  # a package of the developers' group

    library = Library.open(folder)
    library.ingest(papers)
    with Assistant(library, settings=Settings.load(engine="extractive")) as assistant:
        assistant.warm_up()
        served = launch(assistant, port=PORT)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(str(served.local_url))
            page.wait_for_selector(".opening")
            yield page
            browser.close()
        served.close(verbose=False)


def first_sentences(page: "Page", questions: Sequence[str], turn: int = 0) -> list[float]:
    """Milliseconds from Enter to the first sentence shown, by question; the conversation has `turn` turns."""
    times = []
    for at, question in enumerate(questions, turn):
        page.fill("#composer textarea", question)
        page.evaluate("turn => { window.took = 0; window.turn = turn; }", at)
        page.press("#composer textarea", "Enter")
        page.wait_for_function("window.took > 0", timeout=60_000)
        page.wait_for_selector(f"#thread #turn-{at}", timeout=60_000)
        page.wait_for_selector("#composer .submit-button")
        times.append(float(page.evaluate("window.took")))
    return times


def ask_as_client(questions: Sequence[str]) -> list[float]:
    """Milliseconds by question, as a program asks; raises when one is refused."""
    from gradio_client import Client  # local: only this way of asking needs it, and it is slow

    client, times = Client(f"http://127.0.0.1:{PORT}", verbose=False), []
    for question in questions:
        began = perf_counter()
        answer = client.predict(question=question, api_name="/ask")
        assert answer["text"], question
        times.append((perf_counter() - began) * 1000)
    return times


def timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def told(name: str, times: Sequence[float]) -> None:
    p50, p90 = statistics.median(times), quantile(times, 0.9) if len(times) > 1 else times[0]
    most = max(times)
    sys.stdout.write(f"{name:58} p50 {p50:6.0f}  p90 {p90:6.0f}  max {most:6.0f} ms  n={len(times)}\n")


def ask_the_sample(folder: Path) -> None:
    papers = sample_papers()
    questions = [wording.format(paper.title) for wording in WORDINGS for paper in papers]
    with opened(papers, folder) as page:
        page.evaluate(_CLOCK)
        told("Enter to first sentence, one person", first_sentences(page, questions[:QUESTIONS]))
        rest = questions[QUESTIONS:]
        with ThreadPoolExecutor(PEOPLE) as crowd:
            shares = [rest[at * EACH : (at + 1) * EACH] for at in range(PEOPLE)]
            asking = [crowd.submit(ask_as_client, share) for share in shares]
            busy = first_sentences(page, rest[-5:], QUESTIONS)
            answered = [time for each in asking for time in each.result()]
        told(f"{PEOPLE} clients at once, {EACH} questions each, whole answer", answered)
        told("Enter to first sentence meanwhile", busy)


def look_through_many(folder: Path) -> None:
    papers = invented_papers(MANY)
    with opened(papers, folder) as page:
        began = perf_counter()
        page.reload()
        page.wait_for_selector(".opening")
        told(f"page opened, {MANY:,} papers", [(perf_counter() - began) * 1000])
        page.click("role=tab[name=Library]")
        drawn = timed(lambda: page.wait_for_selector("#map", timeout=120_000))
        told("plots and map drawn, first time", [drawn])
        found = "document.querySelector('#papers [role=status]').textContent.includes(' of ')"
        searches = []
        for word in _WORDS[:10]:
            page.fill("#search textarea, #search input", "")
            page.wait_for_function(f"!{found}")
            page.fill("#search textarea, #search input", word)
            searches.append(timed(lambda: page.wait_for_function(found)))
        told("table searched", searches)
        sorts = []
        for way in ("descending", "ascending") * 5:
            page.click("#papers [data-value=year]")
            sorts.append(timed(lambda way=way: page.wait_for_selector(f"#papers th.year[aria-sort={way}]")))  # type: ignore[misc]  # bound now
        told("table sorted", sorts)
        page.click("role=tab[name=Ask]")
        page.evaluate(_CLOCK)
        questions = [f"What does “{paper.title}” gain?" for paper in papers[:QUESTIONS]]
        told("Enter to first sentence", first_sentences(page, questions))


def main() -> None:
    if shutil.which("chromium") is None:
        sys.exit("chromium is not installed (Debian: apt install chromium)")
    with tempfile.TemporaryDirectory() as folder:
        ask_the_sample(Path(folder) / "sample")
        look_through_many(Path(folder) / "many")


if __name__ == "__main__":
    main()
