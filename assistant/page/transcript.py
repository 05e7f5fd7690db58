"""A conversation as Markdown, with its citations and their quotes."""

from assistant.answer import Answer
from assistant.page.answer_text import by_number
from assistant.page.citation_formats import escape_markdown
from assistant.page.conversation import Conversation
from assistant.page.escaping import web_address


def transcript(conversation: Conversation) -> str:
    """The questions as headings, each with its answer and numbered sources. Text is escaped."""
    return "\n".join(
        f"## {escape_markdown(each.question)}\n\n"
        + (_answer(each.answer) if each.answer else f"*{escape_markdown(each.failure)}*\n")
        for each in conversation.exchanges
    )


def _answer(answer: Answer) -> str:
    text = "\n\n".join(escape_markdown(paragraph) for paragraph in answer.text.split("\n\n"))
    notes = "".join(f"\n*{escape_markdown(note)}*\n" for note in answer.notes)
    sources = []
    for number, group in by_number(answer.citations).items():
        first = group[0]
        authors = escape_markdown(", ".join(first.authors) or "Authors not given")
        year = first.year if first.year is not None else "year not given"
        address = web_address(first.url)
        link = f" <{address}>" if address and not set(address) & set(" <>") else ""
        sources.append(f"- \\[{number}\\] {authors} ({year}). *{escape_markdown(first.title)}*.{link}\n")
        sources += [f"  > {escape_markdown(each.quote)}\n" for each in group]
    listed = f"\nSources:\n\n{''.join(sources)}" if sources else ""
    return f"{text}\n{notes}{listed}"
