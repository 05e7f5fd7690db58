"""Invented papers and answers that the tests of the page share."""

from assistant.answer import Answer, Citation, Claim, WithheldClaim
from tests.papers import paper
from vectorstore import Paper

HOSTILE = (
    "<img src=x onerror=alert(1)> [link](javascript:alert(1)) ![i](http://evil.test/x.png) "
    "$x^2$ ${1+1} {{value}}"
)

ABSTRACT = "Kettles boil water. The Zebu kettle boils 12 litres in 3 minutes. It is quiet."
ZEBU = paper("Zebu: A Fast Kettle", ABSTRACT)


def cited(source: Paper, quote: str, number: int = 1, *, url: str | None = None) -> Citation:
    """A citation of words that stand in the paper's abstract."""
    start = source.abstract.index(quote)
    return Citation(
        number=number,
        paper_id=source.paper_id,
        title=source.title,
        authors=source.authors,
        year=source.year,
        url=url,
        field="abstract",
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def answered(
    text: str, *citations: Citation, withheld: tuple[WithheldClaim, ...] = (), invalid: tuple[int, ...] = ()
) -> Answer:
    return Answer(
        question="How fast is it?",
        standalone_question="How fast is it?",
        kind="content",
        status="partial" if withheld else "answered",
        reason=None,
        text=text,
        claims=(Claim(text=text, citations=(1,), verdict="supported", support=0.9),),
        withheld=withheld,
        citations=citations,
        invalid_citations=invalid,
        engine="llm",
        model="scripted",
    )
