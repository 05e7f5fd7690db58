"""Records and sentences as citations; each paper has one number, in the order of first use."""

from collections.abc import Iterable, Mapping

from assistant.answer import Citation, CitationField
from vectorstore import Paper
from vectorstore.query import TopicEvidence
from vectorstore.record_line import record_line


class Citations:
    """Numbers papers and makes their citations; papers are given by id."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self._papers = papers
        self._numbers: dict[str, int] = {}
        self._evidence: dict[str, dict[TopicEvidence, None]] = {}

    def paper(self, paper_id: str) -> Paper:
        return self._papers[paper_id]

    def numbers(self, paper_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these papers; new papers get the next ones. What has left the library has none."""
        return tuple(
            self._numbers.setdefault(each, len(self._numbers) + 1)
            for each in paper_ids
            if each in self._papers
        )

    def add(self, paper_id: str, evidence: TopicEvidence) -> None:
        """Cite these words beside the record."""
        self._evidence.setdefault(paper_id, {})[evidence] = None

    def made(self) -> tuple[Citation, ...]:
        """Every citation by number: the record first, then the words."""
        found: list[Citation] = []
        for paper_id, number in self._numbers.items():
            paper = self._papers[paper_id]
            line = record_line(paper)
            found.append(_citation(number, paper_id, paper, "record", line, 0, len(line)))
            found += [
                _citation(number, paper_id, paper, each.field, each.text, each.start, each.end)
                for each in self._evidence.get(paper_id, ())
            ]
        return tuple(found)


def _citation(
    number: int, paper_id: str, paper: Paper, field: CitationField, quote: str, start: int, end: int
) -> Citation:
    return Citation(
        number=number,
        paper_id=paper_id,
        title=paper.title,
        authors=paper.authors,
        year=paper.year,
        url=paper.url,
        field=field,
        quote=quote,
        start=start,
        end=end,
    )
