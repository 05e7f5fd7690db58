"""How long a sentence that a model has written waits until it is shown. Run it alone:

    python -m tests.assistant.benchmark_first_sentence

The papers of the sample, asked one by one. The server on loopback writes 50 words a second: one sentence
that the first paper it was given supports, word for word or slightly changed, then others. The clock starts
when the last character of the sentence is sent; only the word after it shows that the sentence is complete.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from assistant.answer import SentenceEvent
from assistant.chain import Assistant
from assistant.engines.ledger import Ledger
from assistant.engines.llm import LLMEngine
from assistant.settings import Settings
from tests.fake_openai import FakeOpenAI, Reply, Request, event
from vectorstore import Library
from vectorstore.sample import sample_papers
from vectorstore.sentences import sentences

PACE = 0.02
"""Seconds a word."""


class Writing:
    """Replies with a sentence of the first paper in the request, and notes when it was complete."""

    def __init__(self, *, changed: bool) -> None:
        self.changed, self.complete_at = changed, 0.0

    def __call__(self, request: Request) -> Reply:
        papers = re.search(r"\[1\] [^\n]*\n([^\n]+)", request.prompt)
        assert papers is not None
        sentence = max(sentences(papers[1]), key=len).rstrip(".")
        if self.changed:
            sentence = f"The authors report that {sentence[0].lower()}{sentence[1:]}"

        def body(_closing: Event) -> Iterator[bytes]:
            for word in f"{sentence} [1].".split():
                time.sleep(PACE)
                yield event(f"{word} ")
            self.complete_at = time.perf_counter()
            for word in "And this goes on for some more words [1].".split():
                time.sleep(PACE)
                yield event(f"{word} ")
            yield event(finish="stop")

        return Reply(body=body)


def waits(library: Library, *, changed: bool) -> list[float]:
    """Milliseconds from the end of the first sentence to its being shown, for a question about each paper."""
    writing, found = Writing(changed=changed), list[float]()
    with FakeOpenAI(answering=writing, model_fields={"max_model_len": 32_768}) as server:
        settings = Settings.load(OPENAI_BASE_URL=server.base_url, model="fake")
        engine = LLMEngine(settings, ledger=Ledger(folder=Path(tempfile.mkdtemp())))
        assistant = Assistant(library, settings=settings, engine=engine)
        for paper in library.papers():
            events = assistant.stream(f"Tell me about the work called {paper.title}")
            if any(isinstance(each, SentenceEvent) for each in events):
                found.append((time.perf_counter() - writing.complete_at) * 1000)
            events.close()  # type: ignore[attr-defined]  # a generator
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "sample") as library:
        library.ingest(sample_papers())
        for changed in (False, True):
            found = sorted(waits(library, changed=changed)[1:])  # the first one loads what is imported late
            print(  # noqa: T201  # a script for people
                f"{'changed' if changed else 'word for word'}: {len(found)} sentences, "
                f"median {statistics.median(found):.0f} ms, "
                f"95 % {found[round(0.95 * len(found)) - 1]:.0f} ms, longest {found[-1]:.0f} ms"
            )


if __name__ == "__main__":
    main()
