"""Questions in, checked answers out: what is shown stands in the papers, the rest is silence."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import MARKER, Answer, AnswerEvent, SentenceEvent, Turn
from assistant.chain import Assistant
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.settings import Settings
from tests.papers import LIBRARY
from tests.vectorstore.fakes import WordEmbedder
from vectorstore import Filters, Library
from vectorstore.errors import InputError, ServerError
from vectorstore.record_line import record_line


class Scripted:
    """An engine that drafts what it is told, or fails."""

    name = "llm"
    model: str | None = "scripted"

    def __init__(self, *sentences: DraftSentence, fails: bool = False) -> None:
        self.sentences, self.fails = sentences, fails

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:
        del request, usage
        if self.fails:
            raise ServerError("The server is down. Start it and ask again.")
        yield from self.sentences


def scripted(library: Library, engine: Scripted, choice: str = "auto") -> Assistant:
    return Assistant(library, settings=Settings.load(engine=choice), engine=engine)


def holds_its_promises(answer: Answer, library: Library) -> None:
    for citation in answer.citations:
        found = library.paper(citation.paper_id)
        assert found is not None
        cited = record_line(found) if citation.field == "record" else found.text_of(citation.field)
        assert cited[citation.start : citation.end] == citation.quote
    assert {int(number) for number in MARKER.findall(answer.text)} == {
        each.number for each in answer.citations
    }
    assert not any(withheld.text in answer.text for withheld in answer.withheld)
    if answer.status == "abstained":
        assert not answer.claims
        assert not answer.citations


@pytest.mark.parametrize(
    ("question", "words", "title"),
    [
        ("What share of calls does WhaleNet find?", "93%", "WhaleNet"),
        ("How much longer do bees dance in glass hives?", "40% longer", "HiveCam"),
        ("What is HiveCam?", "a camera system", "HiveCam"),
        ("Does ship noise change whale songs?", "18% shorter", "Noise of Ships"),
        ("How long do ant trails last on hot sand?", "4 minutes", "Ant Trails"),
    ],
)
def test_a_question_is_answered_with_the_papers_words(
    assistant: Assistant, question: str, words: str, title: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.text
    assert answer.citations[0].title.startswith(title)
    holds_its_promises(answer, assistant.library)


@pytest.mark.parametrize(
    "question",
    [
        "What batch size was used to train WhaleNet?",
        "Who built the glass hives for HiveCam?",
        "Which random seed did the ant study use?",
        "How many parameters does WhaleNet have?",
    ],
)
def test_what_the_papers_do_not_say_is_not_said(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "abstained"
    assert answer.reason == "not_in_library"
    assert "do not say" in answer.text
    assert any("Closest papers" in note for note in answer.notes)
    holds_its_promises(answer, assistant.library)


def test_a_comparison_of_two_papers_quotes_both(assistant: Assistant) -> None:
    answer = assistant.ask("How do WhaleNet and HiveCam differ?")
    assert {citation.title.split(":")[0] for citation in answer.citations} == {"WhaleNet", "HiveCam"}
    assert "\n\n" in answer.text


def test_a_follow_up_is_read_with_what_came_before(assistant: Assistant) -> None:
    turns = (Turn(question="What is WhaleNet?", answer="A small neural network. [1]"),)
    answer = assistant.ask("How long does it run on a battery?", history=turns)
    assert "WhaleNet" in answer.standalone_question
    assert "40 days" in answer.text


def test_small_talk_states_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("hello!")
    assert (answer.kind, answer.status, answer.claims) == ("conversation", "answered", ())


def test_filters_bound_what_is_read(assistant: Assistant) -> None:
    answer = assistant.ask("Does ship noise change whale songs?", filters=Filters(year_from=2023))
    assert answer.status == "abstained"
    none = assistant.ask("Does ship noise change whale songs?", filters=Filters(authors=("Nobody Known",)))
    assert none.status == "abstained"


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    folder = tmp_path / "missing"
    with Assistant.open(folder) as assistant:
        answer = assistant.ask("What is WhaleNet?")
    assert (answer.status, answer.reason) == ("abstained", "empty_library")
    assert "assistant ingest" in answer.text
    assert not folder.exists(), "asking writes nothing"


@pytest.mark.parametrize("question", ["", "   \n", "\x00\x07", "why " * 25_000])
def test_a_question_that_cannot_be_read_is_refused_in_one_line(assistant: Assistant, question: str) -> None:
    with pytest.raises(InputError) as caught:
        assistant.ask(question)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=300))
def test_any_question_gets_an_answer_that_keeps_its_promises(library: Library, question: str) -> None:
    assistant = Assistant(library, settings=Settings.load(engine="extractive"))
    try:
        holds_its_promises(assistant.ask(question), library)
    except InputError:
        assert not "".join(each for each in question if each.isprintable()).strip()


def test_of_a_models_draft_only_the_supported_part_is_shown(library: Library) -> None:
    engine = Scripted(
        DraftSentence(text="WhaleNet finds 93% of all calls.", numbers=(1,)),
        DraftSentence(text="WhaleNet was trained with a batch size of 128.", numbers=(1,)),
    )
    answer = scripted(library, engine).ask("How many calls does WhaleNet find?")
    assert answer.status == "partial"
    assert answer.text == "WhaleNet finds 93% of all calls. [1]"
    assert [withheld.text for withheld in answer.withheld] == [
        "WhaleNet was trained with a batch size of 128."
    ]
    assert (answer.engine, answer.model) == ("llm", "scripted")
    holds_its_promises(answer, library)


def test_a_draft_that_is_all_invented_gives_way_to_quotes(library: Library) -> None:
    engine = Scripted(DraftSentence(text="WhaleNet finds 99% of all calls.", numbers=(1,)))
    answer = scripted(library, engine).ask("What share of calls does WhaleNet find?")
    assert answer.engine == "extractive"
    assert "93%" in answer.text
    assert "99%" not in answer.text
    assert any("quoted instead" in note for note in answer.notes)


def test_nothing_supported_and_nothing_to_quote_is_an_abstention(library: Library) -> None:
    engine = Scripted(DraftSentence(text="They were built by the Blue Workshop.", numbers=(1,)))
    answer = scripted(library, engine).ask("Who built the glass hives for HiveCam?")
    assert (answer.status, answer.reason) == ("abstained", "unsupported")
    assert answer.withheld
    holds_its_promises(answer, library)


def test_a_server_that_is_down_gives_way_to_quotes_unless_it_was_asked_for(library: Library) -> None:
    answer = scripted(library, Scripted(fails=True)).ask("What is HiveCam?")
    assert answer.status == "answered"
    assert any("The server is down" in note for note in answer.notes)
    with pytest.raises(ServerError):
        scripted(library, Scripted(fails=True), "llm").ask("What is HiveCam?")


def test_a_stream_releases_sentences_and_ends_with_the_same_answer(assistant: Assistant) -> None:
    events = list(assistant.stream("How do WhaleNet and HiveCam differ?"))
    last = events[-1]
    assert isinstance(last, AnswerEvent)
    released = "".join(event.text for event in events if isinstance(event, SentenceEvent))
    assert released == last.answer.text


def test_asyncio_gets_the_same_answer(assistant: Assistant) -> None:
    async def both() -> tuple[Answer, Sequence[object]]:
        answer = await assistant.aask("What is HiveCam?")
        return answer, [event async for event in assistant.astream("What is HiveCam?")]

    answer, events = asyncio.run(both())
    last = events[-1]
    assert isinstance(last, AnswerEvent)
    assert answer.text == last.answer.text == assistant.ask("What is HiveCam?").text


def test_many_threads_share_one_assistant(assistant: Assistant) -> None:
    expected = assistant.ask("What is HiveCam?").text
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(assistant.ask("What is HiveCam?").text))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [expected] * 8


def test_a_list_can_be_asked_directly_and_stays_equal_to_its_file(publications: Path, tmp_path: Path) -> None:
    copy = tmp_path / "page.txt"
    copy.write_text(publications.read_text("utf-8"), "utf-8")
    with Assistant.from_file(copy) as assistant:
        assert "93%" in assistant.ask("What share of calls does WhaleNet find?").text
        assert len(assistant.library) == 2
    copy.write_text("\n".join(publications.read_text("utf-8").splitlines()[:3]), "utf-8")
    with Assistant.from_file(copy) as assistant:
        assert [paper.title.split(":")[0] for paper in assistant.library.papers()] == ["WhaleNet"]


def test_summaries_are_named_as_such(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.library.ingest([replace(paper, abstract_kind="summary") for paper in LIBRARY])
        answer = assistant.ask("What is HiveCam?")
    assert any("summary" in note for note in answer.notes)


def test_after_warming_up_a_question_embeds_only_itself(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with Library.open(tmp_path / "library", embedder=embedder) as library:
        library.ingest(LIBRARY)
        assistant = Assistant(library, settings=Settings.load(engine="extractive"))
        assistant.warm_up()
        embedder.embedded.clear()
        assistant.ask("Does ship noise change whale songs?")
        assert {"Does ship noise change whale songs?"} <= set(embedder.embedded)
        assert set(embedder.embedded) <= {
            "Does ship noise change whale songs?",
            "ship",
            "noise",
            "change",
            "whale",
            "songs",
        }
