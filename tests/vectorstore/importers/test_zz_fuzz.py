"""Nothing that is given crashes an importer, holds it up, or makes it reach out."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vectorstore.importers import (
    test_bibtex,
    test_json_formats,
    test_pages,
    test_pasted_page,
    test_tagged_formats,
    test_xml_formats,
)
from tests.vectorstore.importers.reading import papers_of, records_of, unreadable_of
from vectorstore.importers import Parsed, read_sources

RECORDS: dict[str, Any] = {
    "OpenAlex": test_json_formats.OPENALEX,
    "Semantic Scholar": test_json_formats.S2,
    "Crossref": test_json_formats.CROSSREF,
    "CSL": test_json_formats.CSL,
    "DataCite": test_json_formats.DATACITE,
    "Zenodo": test_json_formats.ZENODO,
    "ORCID": test_json_formats.ORCID,
}
LISTS = {
    "BibTeX": test_bibtex.ENTRY,
    "RIS": test_tagged_formats.SCOPUS,
    "RIS of Ovid": test_tagged_formats.OVID,
    "pasted page": test_pasted_page.PAGE,
    "PubMed XML": test_xml_formats.PUBMED,
    "arXiv": test_xml_formats.ARXIV,
    "EndNote": test_xml_formats.ENDNOTE,
    "Crossref XML": test_xml_formats.CROSSREF,
    "MODS": test_xml_formats.MODS,
    "Markdown": test_pages.MARKDOWN,
    "Markdown headings": test_pages.HEADINGS,
    "HTML": test_pages.AL_FOLIO,
    "HTML tags": test_pages.META,
    **{name: json.dumps(record) for name, record in RECORDS.items()},
    "table": "title,authors,year\nOn Tides,\"['Love, Ada']\",2020\n",
    "refer": "%0 Book\n%T On Tides\n%A Love, Ada\n%D 2020\n",
    "RefWorks": "RT Book\nT1 On Tides\nA1 Love,Ada\nYR 2020\n",
    "nbib": "PMID- 1\nTI  - On Tides\nFAU - Love, Ada\nDP  - 2020\n",
    "Web of Science": "FN Clarivate\nVR 1.0\nPT J\nAU Love, A\nTI On Tides\nPY 2020\nER\n",
    "our JSON Lines": '{"title": "On Tides", "authors": ["Ada Love"], "date": "2020-03"}\n',
}
_PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "{",
            "}",
            '"',
            "\\",
            "$",
            "<",
            ">",
            "&",
            "[",
            "]",
            "null",
            "\n",
            "\x00",
            "\ud800",
            "{" * 300,
            "[" * 3000,
        ]
    ),
)


@pytest.mark.parametrize("name", LISTS)
@given(
    cuts=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.2), _PIECES), min_size=1, max_size=6),
)
@settings(max_examples=700, deadline=None)
def test_damage_anywhere_is_reported_not_raised(name: str, cuts: list[tuple[float, float, str]]) -> None:
    text = LISTS[name]
    for where, length, piece in cuts:
        start = int(where * len(text))
        text = text[:start] + piece + text[start + int(length * len(text)) :]

    for record in records_of(text):
        if isinstance(record, Parsed):
            assert record.paper.title.strip()
            assert record.line >= 1
            record.paper.title.encode()
            record.paper.abstract.encode()
        else:
            assert record.reason


@given(
    start=st.sampled_from(["", "@article{", "TY  - JOUR\n", "{", "[", "<", "PMID- 1\n", "title,doi\n"]),
    rest=st.text(max_size=300),
)
@settings(deadline=None)
def test_any_text_is_read_or_refused(start: str, rest: str) -> None:
    records_of(start + rest)


@pytest.mark.parametrize("values", ["null", "3", "[]", "{}", '"x"', "true", "[null, 3, {}]", "1e999", "-1"])
def test_json_of_unexpected_types_is_read_or_reported(values: str) -> None:
    for record in RECORDS.values():
        for key in record:
            assert len(records_of(json.dumps(record | {key: json.loads(values)}))) <= 1


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">{}]><PubmedArticleSet><PubmedArticle>
<MedlineCitation><Article><ArticleTitle>&z;</ArticleTitle></Article></MedlineCitation>
</PubmedArticle></PubmedArticleSet>"""


@pytest.mark.parametrize(
    "declared",
    [
        "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghiz", strict=True)),
        '<!ENTITY z SYSTEM "file:///etc/passwd">',
        '<!ENTITY % z SYSTEM "http://127.0.0.1:9/x.dtd"> %z;',
    ],
)
def test_entities_of_xml_are_refused(declared: str) -> None:
    text = ENTITIES.replace("{}", declared)

    assert papers_of(text) == []
    assert "entities" in unreadable_of(text)[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "<PubmedArticleSet>" + "<a>" * 300_000,
        "<PubmedArticleSet><PubmedArticle>" + "<a/>" * 310_000,
        '[{"paperId": 1, "title": ' + "[" * 500_000,
        '{"paperId": ' * 100_000,
        "@article{a, title={" + "{" * 100_000,
        "@article{a, title=" + "{x}#" * 100_000 + "}",
        "@article{a, author={" + "Love, Ada and " * 5_000 + "}, title={On Tides}}",
        "@string{a={x}}" + "".join(f"@string{{a={'a # a'}}}" for _ in range(60)) + "@misc{b, title=a}",
        "TY  - JOUR\nTI  - " + "x" * 3_000_000,
        "TY  - JOUR\n" + "AU  - Love, Ada\n" * 60_000,
        "title,doi\n" + '"' + "x" * 3_000_000,
        "LGMay 2, 2020\n" + "aB" * 1_500_000,
        "LGMay 2, 2020\nOn TidesAda Love, Bob Ray\n" + r"{\em " * 600_000,
        "PMID- 1\nTI  - x\nAB  - " + "$x" * 1_000_000,
    ],
    ids=lambda text: text[:30] if isinstance(text, str) else "",
)
def test_depth_and_length_are_bounded(text: str) -> None:
    tracemalloc.start()
    records_of(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 300_000_000


@pytest.mark.parametrize(
    "text",
    [
        "LGMay 2, 2020\nOn TidesAda Love, Bob Ray\n{}\n",
        "@misc{{a, title={{On Tides}}, abstract={{{}}}}}",
        '{{"title": "On Tides", "abstract": "{}"}}',
        '[{{"paperId": "1", "title": "On Tides", "abstract": "{}"}}]',
        "TY  - JOUR\nTI  - On Tides\nAB  - {}\nER  -\n",
        "- **On Tides of Bays**. Ada Love, Bob Ray.\n  > Abstract: {}\n",
    ],
)
@pytest.mark.parametrize("length", [250_000, 1_500_000, 20_000_000])
def test_what_is_too_long_is_reported_once_and_never_cut(text: str, length: int) -> None:
    assert [type(record).__name__ for record in records_of(text.format("x " * (length // 2)))] == [
        "Unreadable"
    ]


def test_a_large_file_is_read_in_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    record = json.dumps(test_json_formats.OPENALEX | {"referenced_works": ["https://openalex.org/W2"] * 200})
    with path.open("w") as file:
        file.write('{"results": [' + record)
        file.writelines("," + record for _ in range(1_200))
        file.write("]}")
    tracemalloc.start()
    count = sum(isinstance(each, Parsed) for each in read_sources([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 1_201
    assert path.stat().st_size > 7_000_000
    assert peak < 5_000_000
