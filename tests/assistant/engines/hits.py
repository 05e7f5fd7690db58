"""Papers and hits for the tests of engines."""

from vectorstore.records import Hit, Paper, PartialDate, Passage
from vectorstore.sentences import sentence_spans


def hit(abstract: str = "", *, title: str = "On Owls", authors: tuple[str, ...] = ("Ada Low",)) -> Hit:
    """A hit whose passages are the sentences of its abstract."""
    paper = Paper(title=title, abstract=abstract, authors=authors, date=PartialDate(year=2021))
    passages = tuple(
        Passage(
            passage_id=f"{paper.paper_id}-{ordinal}",
            paper_id=paper.paper_id,
            ordinal=ordinal,
            start=start,
            end=end,
            text=abstract[start:end],
        )
        for ordinal, (start, end) in enumerate(sentence_spans(abstract))
    )
    return Hit(paper=paper, passages=passages, score=1.0, word_rank=1, vector_rank=1, similarity=0.5)
