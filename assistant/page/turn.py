"""One turn of a conversation as HTML: the question, its answer, its sources, and what was left out."""

from collections.abc import Sequence

from assistant.answer import Answer, Citation, WithheldClaim
from assistant.page.answer_text import Anchors, answer_html
from assistant.page.citation_formats import FORMATS
from assistant.page.closest import closest_html, closest_papers
from assistant.page.escaping import counted, escape
from assistant.page.feedback import Rating
from assistant.page.plots import bar_plot
from assistant.page.rating_form import rating_form
from assistant.page.retrieved import Retrieved
from assistant.page.source_cards import PaperLookup, source_cards
from vectorstore import Paper

MORE = "“Show more”"
"""What the notes of a list that goes on tell people to ask; here a button asks it."""

_WHY_LEFT_OUT = {
    "contradicted": "The cited words say otherwise.",
    "unsupported": "The cited words do not say this.",
    "uncited": "It cited no paper.",
}
_HOW = {
    "extractive": "Quoted from the papers",
    "llm": "Written by a language model, each sentence checked",
    "catalogue": "Computed from the list",
}


def running_turn(
    at: int,
    question: str,
    *,
    status: str,
    sentences: Sequence[str] = (),
    citations: Sequence[Citation] = (),
    lookup: PaperLookup,
    retrieved: Sequence[Retrieved] = (),
    part: str = "",
) -> str:
    """The turn while it is answered: the status line, and the checked sentences so far."""
    anchors = Anchors(prefix=f"t{at}")
    text = answer_html("".join(sentences), citations, anchors) if sentences else ""
    body = (
        f'<div class="answer"><div class="answer-text">{text}</div>'
        f'<p class="status" role="status">{escape(status)}</p></div>'
    )
    sources = source_cards(citations, lookup, anchors, retrieved)
    return _turn(at, question, body + sources, state="running", part=part)


def answered_turn(
    at: int,
    answer: Answer,
    lookup: PaperLookup,
    *,
    last: bool = False,
    retrieved: Sequence[Retrieved] = (),
    rating: Rating | None = None,
    part: str = "",
) -> str:
    """The finished turn. An abstention has no sources. The last turn can be asked again or edited.

    `part` says which part of the library was asked.
    """
    anchors = Anchors(prefix=f"t{at}")
    answered = answer.status != "abstained"
    closest = () if answered else closest_papers(retrieved, lookup)
    tag = {"partial": "Answered in part", "abstained": "No answer in these papers", "answered": ""}[
        answer.status
    ]
    body = "".join(
        (
            '<div class="answer">',
            f'<p class="tag">{tag}</p>' if tag else "",
            f'<div class="answer-text">{answer_html(answer.text, answer.citations, anchors)}</div>',
            bar_plot(answer.series, "Number of papers"),
            _notes(answer, closest),
            _ON_LONG_LIST if last and _goes_on(answer) else "",
            closest_html(closest),
            _left_out(answer),
            _foot(at, answer, last=last, rating=rating),
            "</div>",
        )
    )
    sources = source_cards(answer.citations, lookup, anchors, retrieved, _exports(at)) if answered else ""
    return _turn(at, answer.question, body + sources, state=answer.status, part=part)


def failed_turn(at: int, question: str, message: str, *, last: bool = False, part: str = "") -> str:
    """The turn that an error ended: what happened and what to do, in one line."""
    actions = f'<footer class="foot"><span class="actions">{_ON_LAST}</span></footer>' if last else ""
    body = (
        '<div class="answer"><div class="failure" role="alert"><strong>This question could not be answered.'
        f"</strong><p>{escape(message)}</p></div>{actions}</div>"
    )
    return _turn(at, question, body, state="failed", part=part)


def _turn(at: int, question: str, body: str, *, state: str, part: str) -> str:
    asked = f'<p class="part">Asked only of: <bdi>{escape(part)}</bdi></p>' if part else ""
    return (
        f'<article class="turn {state}" id="turn-{at}" aria-label="Question {at + 1}">'
        f'<h2 class="question" dir="auto">{escape(question)}</h2>{asked}'
        f'<div class="turn-body">{body}</div></article>'
    )


def _notes(answer: Answer, closest: Sequence[Paper]) -> str:
    """The notes, without the one that only names the papers that are listed below it."""
    notes = [note for note in answer.notes if not closest or not all(each.title in note for each in closest)]
    return "".join(f'<p class="note">{escape(note)}</p>' for note in notes)


def _goes_on(answer: Answer) -> bool:
    """Whether the answer is a part of a list, of which the notes say how to get the next one."""
    return answer.kind == "catalogue" and any(MORE in note for note in answer.notes)


def _exports(at: int) -> str:
    buttons = "".join(
        f'<button type="button" data-act="export" data-value="{at} {name}"'
        f' aria-label="Save these sources as {name}">{name}</button>'
        for name in FORMATS
    )
    return f'<span class="exports">{buttons}</span>'


def _left_out(answer: Answer) -> str:
    if not answer.withheld and not answer.invalid_citations:
        return ""
    items = [_withheld(claim) for claim in answer.withheld]
    items += [
        f'<li>[{number}] <span class="why">The draft cited a source that it was not given.</span></li>'
        for number in answer.invalid_citations
    ]
    return (
        f'<details class="left-out"><summary>Left out <span class="count">{len(items)}</span></summary>'
        f"<p>{_LEFT_OUT_NOTE}</p><ul>{''.join(items)}</ul></details>"
    )


_LEFT_OUT_NOTE = "Drafted, but not shown as an answer, because the papers do not bear it out:"


def _withheld(claim: WithheldClaim) -> str:
    return f'<li><q>{escape(claim.text)}</q> <span class="why">{_WHY_LEFT_OUT[claim.verdict]}</span></li>'


_ON_LONG_LIST = (
    '<p class="more"><button type="button" data-act="example" data-value="Show more">Show more</button></p>'
)
_ON_LAST = (
    '<button type="button" data-act="again">Ask again</button>'
    '<button type="button" data-act="edit">Edit question</button>'
)


def _rating(at: int, answer: Answer, rating: Rating | None) -> str:
    """Nothing where there is no library yet that the rating could be kept beside."""
    return "" if answer.reason == "empty_library" else rating_form(at, rating)


def _foot(at: int, answer: Answer, *, last: bool, rating: Rating | None) -> str:
    facts = [_HOW[answer.engine]] if answer.status != "abstained" else []
    if answer.engine == "llm" and answer.model:
        facts.append(answer.model)
    tokens = answer.usage.prompt_tokens + answer.usage.completion_tokens
    if tokens:
        facts.append(counted(tokens, "token"))
    if milliseconds := answer.timings_ms.total:
        facts.append(f"{milliseconds / 1000:.1f} s" if milliseconds >= 100 else f"{milliseconds:.0f} ms")
    return (
        f'<footer class="foot"><span class="facts">{" · ".join(escape(fact) for fact in facts)}</span>'
        f'<span class="actions"><button type="button" data-copy="turn-{at}">Copy</button>'
        f"{_ON_LAST if last else ''}</span>{_rating(at, answer, rating)}</footer>"
    )
