"""The product knows nothing of the papers it happens to ship: no method, author or title of the sample.

An assistant that recognised its own demonstration would look better on it than on a person's papers.
"""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT, files, read

SAMPLE = "vectorstore/sample/"
NOT_PRODUCT_CODE = (SAMPLE, "vectorstore/embeddings/model/", "evals/cases/")
TEXT = {".css", ".html", ".js", ".json", ".md", ".py", ".toml", ".txt"}

GENERIC_NAMES = {"DPO", "LLM", "LLMs", "OoD", "RAG"}
"""Acronyms in titles that belong to the field, not to a paper."""

GENERIC_WORDS = set(
    "a and can for from in is language large learning models of on privacy the to via with".split()
)
"""Words of which a run of three tells nothing about a paper."""


A_SOURCE = re.compile(r"\b[A-Z][\w-]+(?: et al\.| and [A-Z][\w-]+)?,? \(?(?:19|20)\d\d")
"""The source of a formula, as docstrings name it: `Lin et al. 2022`."""


def distinctive_names(titles: list[str], authors: list[str]) -> set[str]:
    """Names made of capitals in titles (`LoX`, `CARE-RAG`), full names of authors, and their surnames."""
    words = {word for title in titles for word in re.findall(r"\w[\w-]*\w", title)}
    coined = {word for word in words if any(len(re.findall(r"[A-Z]", part)) > 1 for part in word.split("-"))}
    surnames = {author.split()[-1] for author in authors}
    return (coined - GENERIC_NAMES) | set(authors) | {name for name in surnames if len(name) > 2}


def title_runs(titles: list[str]) -> set[str]:
    """Every three consecutive words of a title, in lower case, unless all are everyday words of the field."""
    runs = set()
    for title in titles:
        words = re.findall(r"\w+", title.lower())
        runs |= {
            " ".join(run)
            for run in zip(words, words[1:], words[2:], strict=False)
            if set(run) - GENERIC_WORDS
        }
    return runs


def found_in(text: str, names: set[str], runs: set[str]) -> set[str]:
    """The names (as they are written) and the title runs (in any case) that a text contains."""
    text = A_SOURCE.sub("", text)
    flat = " ".join(re.findall(r"\w+", text.lower()))
    present = {name for name in names if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}
    return present | {run for run in runs if f" {run} " in f" {flat} "}


PAPERS = [
    json.loads(line) for line in (ROOT / SAMPLE / "papers.jsonl").read_text(encoding="utf-8").splitlines()
]
TITLES = [paper["title"] for paper in PAPERS]
NAMES = distinctive_names(TITLES, [author for paper in PAPERS for author in paper["authors"]])
RUNS = title_runs(TITLES)


def product_texts() -> list[Path]:
    return [
        path
        for path in files()
        if (path.parts[0] in ROOMS or path.name == "app.py")
        and path.suffix in TEXT
        and not path.as_posix().startswith(NOT_PRODUCT_CODE)
    ]


@pytest.mark.parametrize("path", product_texts(), ids=str)
def test_no_product_file_names_a_paper_of_the_sample(path: Path) -> None:
    assert found_in(read(path), NAMES, RUNS) == set()


def test_names_are_taken_from_titles_and_authors() -> None:
    titles = ["FooBar: A Study of Things", "X-RAY for LLMs", "Learning to Rank"]
    names = distinctive_names(titles, ["Ada Q. Lovelace", "Bo Li"])
    assert names == {"FooBar", "X-RAY", "Ada Q. Lovelace", "Lovelace", "Bo Li"}
    assert "a study of" in title_runs(titles)
    assert title_runs(["Privacy of the Large Language Models"]) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if 'FooBar' in question:", {"FooBar"}),
        ("# as Lovelace says", {"Lovelace"}),
        ("# Lovelace et al., 1973, section 2", set()),
        ("EXAMPLE = 'a study,\\nof things?'", {"study of things"}),
        ("foobar FooBars lovelace", set()),
    ],
)
def test_a_name_in_a_text_is_found(text: str, expected: set[str]) -> None:
    text = text.replace("\\n", " ")
    assert found_in(text, {"FooBar", "Lovelace"}, {"study of things"}) == expected


def test_the_sample_gives_names_to_look_for() -> None:
    assert len(NAMES) > len(TITLES)
    assert len(RUNS) > len(TITLES)
