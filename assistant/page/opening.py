"""What a person sees before the first question: whose papers these are, how answers are made, what to ask."""

from collections.abc import Sequence

from assistant.page.escaping import counted, escape
from assistant.page.examples import example_questions
from vectorstore.records import Paper


def masthead(papers: Sequence[Paper]) -> str:
    """The page's name and, beside it, what the library holds."""
    return (
        '<div class="masthead"><h1>Research assistant</h1>'
        f'<p class="holdings">{holdings(papers)}</p>'
        '<button type="button" class="theme-switch" data-theme-switch '
        'aria-label="Switch between light and dark"><span aria-hidden="true">◐</span></button></div>'
    )


def holdings(papers: Sequence[Paper]) -> str:
    """`35 papers, 2018–2025`; papers without a year are counted, not guessed."""
    if not papers:
        return "No papers yet"
    years = sorted({paper.year for paper in papers if paper.year is not None})
    span = "" if not years else f", {years[0]}" if len(years) == 1 else f", {years[0]}–{years[-1]}"
    return counted(len(papers), "paper") + span


def engine_notice(engine: str) -> str:
    """How answers are made by the engine of that name. Without a language model this says so, and how to
    connect one.
    """
    if engine == "llm":
        return (
            '<p class="notice">A language model drafts the answers. A sentence is shown only when the words '
            "it cites bear it out.</p>"
        )
    return (
        '<p class="notice"><strong>Running without a language model.</strong> Answers are sentences quoted '
        "word for word from the papers. To have them written as prose, set <code>OPENAI_API_KEY</code> or "
        "<code>OPENAI_BASE_URL</code> and start again.</p>"
    )


_EMPTY = (
    '<section class="opening empty"><h2>This library is empty</h2>'
    "<p>Add a list of papers, then ask about them. Every sentence of an answer cites its source.</p>"
    '<p class="ways"><button type="button" class="primary" data-room="library">Add papers</button>'
    '<button type="button" class="secondary" data-act="sample">Try it with sample papers</button></p>'
    '<p class="notice">A list is a publications page as your browser copies it, or what a reference manager '
    "or catalogue exports: BibTeX, RIS, CSV, PubMed and more. From a terminal: "
    "<code>assistant ingest publications.txt</code></p></section>"
)


def opening(papers: Sequence[Paper], engine: str) -> str:
    """The empty conversation: what this does, and questions to press; or how to fill an empty library."""
    if not papers:
        return _EMPTY
    summaries = sum(paper.abstract_kind == "summary" for paper in papers)
    caution = (
        f'<p class="notice">{counted(summaries, "paper")} here {"is" if summaries == 1 else "are"} known '
        "by a summary, not by the authors’ abstract.</p>"
        if summaries
        else ""
    )
    questions = "".join(
        f'<li><button type="button" data-act="example" data-value="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in example_questions(papers)
    )
    return (
        '<section class="opening"><h2>Ask the papers</h2>'
        "<p>Every sentence of an answer cites the words it rests on. What the abstracts do not say, "
        f'is not said.</p><ul class="examples" aria-label="Example questions">{questions}</ul>'
        f"{engine_notice(engine)}{caution}</section>"
    )
