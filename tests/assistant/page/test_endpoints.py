import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.page import launch
from assistant.page.endpoints import Endpoints
from assistant.page.rate_limit import RateLimit
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port
from tests.papers import paper
from vectorstore.importers import to_jsonl

QUESTION = "How fast is the Zebu kettle?"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with assistant_of(tmp_path_factory.mktemp("programs") / "library", ZEBU) as assistant:
        page = launch(assistant, port=free_port())
        yield Client(str(page.local_url), verbose=False)
        page.close(verbose=False)


def test_asking_returns_the_answer_of_the_contract(client: Client) -> None:
    answer = client.predict(QUESTION, api_name="/ask")
    assert answer["status"] == "answered"
    citation = answer["citations"][0]
    assert citation["quote"] == ZEBU.abstract[citation["start"] : citation["end"]]
    assert set(answer["timings_ms"]) == {"retrieve", "draft", "check", "total"}


def test_filters_and_history_are_used(client: Client) -> None:
    history = [{"question": QUESTION, "answer": "12 litres in 3 minutes [1]."}]
    assert client.predict(QUESTION, history, {"year_from": 2030}, api_name="/ask")["status"] == "abstained"
    assert "Zebu" in client.predict("How quiet is it?", history, api_name="/ask")["standalone_question"]


def test_papers_are_listed_and_a_filter_that_matches_nothing_returns_nothing(client: Client) -> None:
    titles = [each["title"] for each in client.predict(api_name="/papers")]
    assert ZEBU.title in titles
    assert client.predict(filters={"authors": []}, api_name="/papers") == []


def test_a_list_is_ingested_once(client: Client) -> None:
    text = to_jsonl([paper("Other: A Kettle", "It is slow.")]) + "{broken\n"
    first, second = (client.predict(text, api_name="/ingest") for _ in range(2))
    assert (first["read"], first["new"], first["unreadable"][0]["line"]) == (1, 1, 2)
    assert (second["new"], second["unchanged"]) == (0, 1)


@pytest.mark.parametrize(
    "call",
    [
        {"question": "", "api_name": "/ask"},
        {"question": QUESTION, "filters": {"year_from": "soon"}, "api_name": "/ask"},
        {"question": QUESTION, "history": [{"question": 1}], "api_name": "/ask"},
        {"filters": {"categories": 7}, "api_name": "/papers"},
        {"text": "hello", "api_name": "/ingest"},
    ],
    ids=str,
)
def test_wrong_calls_get_one_line_without_trace_or_path(client: Client, call: dict[str, Any]) -> None:
    with pytest.raises(AppError) as caught:
        client.predict(**call)
    message = str(caught.value)
    assert message
    assert "\n" not in message
    assert "Traceback" not in message
    assert ".py" not in message


def test_the_endpoints_are_named_typed_and_described(client: Client) -> None:
    described = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(described) == {"/ask", "/papers", "/ingest"}
    assert "withheld" in json.dumps(described["/ask"]["returns"])
    assert all("Returns" in each["description"] for each in described.values())


def test_listing_and_ingesting_are_limited_like_asking(tmp_path: Path) -> None:
    with assistant_of(tmp_path / "library", ZEBU) as assistant:
        endpoints = Endpoints(assistant, RateLimit(requests=1, seconds=60))
        person = gr.Request(username="ann")
        assert len(endpoints.papers(person)) == 1
        for call in (lambda: endpoints.papers(person), lambda: endpoints.ingest(person, "x")):
            with pytest.raises(gr.Error, match="Too many requests"):
                call()
        assert len(endpoints.papers(gr.Request(username="ben"))) == 1
