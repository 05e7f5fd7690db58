"""`make bench-grounding`, second part: when the extractive engine answers, declines, corrects, and how fast.

`python -m evals.benchmarks.answering [DATA]` asks our own questions over the sample, both halves, and, where
the folder of labelled data is given, questions of SQuAD 2.0 and claims of SciFact, which only measure. The
figures are printed and written to `docs/answering.md`. Intervals are bootstrapped by paper.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.settings import Settings
from evals.benchmarks.sections import table, write_section
from evals.benchmarks.unanswered import of_data
from evals.statistics import Observation, estimate
from vectorstore import Library
from vectorstore.sample import sample_papers

CASES = Path(__file__).parents[1] / "cases" / "grounding"
HALVES = ("open", "held")
KINDS = ("answerable", "unanswerable", "out_of_scope", "false_premises")

Case = Mapping[str, object]
Asked = Sequence[tuple[Case, Answer]]


def main(data: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        library.ingest(sample_papers())
        assistant = Assistant(library, settings=Settings.load(engine="extractive"))
        assistant.warm_up()
        times: list[float] = []
        rows = [row for half in HALVES for row in own_rows(assistant, CASES / half, times)]
        assistant.close()
    own = table(("questions", "half", "n", "measure", "value", "95 % interval"), rows)
    speed = (
        f"A whole extractive answer, each question new: p50 {np.quantile(times, 0.5):.0f} ms, "
        f"p95 {np.quantile(times, 0.95):.0f} ms over {len(times)} questions."
    )
    sys.stdout.write(f"{own}\n\n{speed}\n")
    write_section("answering.md", "own questions", f"{own}\n\n{speed}")
    if data is not None:
        measured = table(("set", "n", "declined of the unanswerable", "answered of the rest"), of_data(data))
        sys.stdout.write(f"\n{measured}\n")
        write_section("answering.md", "labelled data", measured)


def own_rows(assistant: Assistant, folder: Path, times: list[float]) -> Iterator[tuple[str, ...]]:
    """The rows of one half, whose cases are in `folder`; the milliseconds of every answer go to `times`."""
    half = folder.name
    asked = {kind: [*_ask(assistant, folder / f"{kind}.jsonl", times)] for kind in KINDS}
    yes, no = asked["answerable"], [*asked["unanswerable"], *asked["out_of_scope"]]
    right = [_told(case, _declined(answer)) for case, answer in no]
    wrong = [_told(case, _declined(answer)) for case, answer in yes]
    precision = [*(each for each in right if each.value), *_failed(each for each in wrong if each.value)]
    yield _row("abstention", half, "precision", precision)
    yield _row("abstention", half, "recall", right)
    yield _row("answerable", half, "answered", [_told(case, not _declined(answer)) for case, answer in yes])
    yield _row("answerable", half, "gold sentence quoted", [_told(*each) for each in _quoting(yes)])
    outside = [_told(case, answer.reason == "out_of_scope") for case, answer in asked["out_of_scope"]]
    yield _row("out of scope", half, "said to be so", outside)
    inside = [_told(case, answer.reason != "out_of_scope") for case, answer in [*yes, *asked["unanswerable"]]]
    yield _row("in the field", half, "not said to be out of scope", inside)
    for kind in ("contradicted", "absent"):
        own = [(case, answer) for case, answer in asked["false_premises"] if case["kind"] == kind]
        treated = [_told(case, corrected or _declined(answer)) for case, answer, corrected in _corrected(own)]
        yield _row(f"premise {kind}", half, "corrected or refused", treated)
        if kind == "contradicted":
            fixed = [_told(case, corrected) for case, _, corrected in _corrected(own)]
            yield _row(f"premise {kind}", half, "corrected with the gold sentence", fixed)


def _ask(assistant: Assistant, file: Path, times: list[float]) -> Iterator[tuple[Case, Answer]]:
    for line in file.read_text("utf-8").splitlines():
        case = json.loads(line)
        began = perf_counter()
        answer = assistant.ask(case["question"])
        times.append((perf_counter() - began) * 1000)
        yield case, answer


def _declined(answer: Answer) -> bool:
    return answer.status == "abstained"


def _quoting(asked: Asked) -> Iterator[tuple[Case, bool]]:
    """Whether all gold sentences of a question are quoted."""
    for case, answer in asked:
        gold = case["sentences"]
        assert isinstance(gold, list)
        yield case, all(_quotes(answer, sentence) for sentence in gold)


def _corrected(asked: Asked) -> Iterator[tuple[Case, Answer, bool]]:
    for case, answer in asked:
        sentence = case["sentence"]
        yield case, answer, isinstance(sentence, str) and _quotes(answer, sentence)


def _quotes(answer: Answer, sentence: str) -> bool:
    return any(claim.text in sentence or sentence in claim.text for claim in answer.claims)


def _told(case: Case, right: bool) -> Observation:
    papers = case.get("paper_ids") or [case.get("paper_id")]
    group = papers[0] if isinstance(papers, list) and papers[0] else case["id"]
    return Observation(group=str(group), value=float(right))


def _failed(observations: Iterable[Observation]) -> Iterator[Observation]:
    return (Observation(group=each.group, value=0.0) for each in observations)


def _row(questions: str, half: str, measure: str, told: Sequence[Observation]) -> tuple[str, ...]:
    found = estimate(told, f"{questions} {half} {measure}")
    interval = f"{found.low:.2f} to {found.high:.2f}"
    return questions, half, str(len(told)), measure, f"{found.value:.2f}", interval


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
