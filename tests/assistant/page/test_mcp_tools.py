"""MCP as a program speaks it: over HTTP, with the client of the protocol's own package."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest

from assistant.page import Credentials, launch
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from tests.assistant.page.test_serving import free_port
from tests.papers import paper
from vectorstore.importers import to_jsonl

mcp = pytest.importorskip("mcp", reason="mcp is not installed (pip install 'mcp<2')")
from mcp import ClientSession  # noqa: E402  # after the skip
from mcp.client.streamable_http import streamablehttp_client  # noqa: E402
from mcp.types import CallToolResult, TextContent  # noqa: E402

QUESTION = "How fast is the Zebu kettle?"
ANN = Credentials(user="ann", password="pass:wörd")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with assistant_of(tmp_path_factory.mktemp("tools") / "library", ZEBU) as assistant:
        page = launch(assistant, port=free_port(), mcp=True)
        yield f"{page.local_url}gradio_api/mcp/"
        page.close(verbose=False)


@pytest.fixture(scope="module")
def closed_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with assistant_of(tmp_path_factory.mktemp("closed") / "library", ZEBU) as assistant:
        page = launch(assistant, port=free_port(), mcp=True, credentials=ANN)
        yield f"{page.local_url}gradio_api/mcp/"
        page.close(verbose=False)


@asynccontextmanager
async def session(address: str, auth: httpx.Auth | None = None) -> AsyncIterator[ClientSession]:
    async with (
        streamablehttp_client(address, auth=auth) as (reading, writing, _),
        ClientSession(reading, writing) as opened,
    ):
        await opened.initialize()
        yield opened


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


async def test_the_tools_are_named_typed_and_say_what_they_return(address: str) -> None:
    async with session(address) as program:
        tools = {tool.name: tool for tool in (await program.list_tools()).tools}
    assert set(tools) == {"ask", "papers", "ingest"}
    assert all("Returns" in (tool.description or "") for tool in tools.values())
    assert tools["ask"].inputSchema["required"] == ["question"]
    assert set(tools["ask"].inputSchema["properties"]) == {"question", "history", "filters"}


async def test_a_question_is_answered_in_the_json_of_the_contract(address: str) -> None:
    async with session(address) as program:
        result = await program.call_tool("ask", {"question": QUESTION})
    answer = json.loads(text_of(result))
    (citation,) = answer["citations"]
    assert (answer["status"], answer["model"]) == ("answered", None)
    assert citation["quote"] == ZEBU.abstract[citation["start"] : citation["end"]]


async def test_a_list_is_added_and_its_papers_are_listed_under_conditions(address: str) -> None:
    text = to_jsonl([paper("Öther: A Kettle", "It is slow.", date="2019-01-01")])
    async with session(address) as program:
        added = json.loads(text_of(await program.call_tool("ingest", {"text": text})))
        old = json.loads(text_of(await program.call_tool("papers", {"filters": {"year_to": 2020}})))
    assert (added["read"], added["new"]) == (1, 1)
    assert [each["title"] for each in old] == ["Öther: A Kettle"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ask", {"question": ""}),
        ("ask", {"question": QUESTION, "filters": {"year_from": "soon"}}),
        ("ask", {}),
        ("ingest", {"text": "hello"}),
        ("nothing", {}),
    ],
    ids=str,
)
async def test_a_wrong_call_is_an_error_in_one_line_without_trace_or_path(
    address: str, tool: str, arguments: dict[str, object]
) -> None:
    async with session(address) as program:
        result = await program.call_tool(tool, arguments)
    assert result.isError
    message = text_of(result)
    assert message
    assert "\n" not in message
    assert ".py" not in message


async def test_a_page_with_a_password_serves_its_tools_to_whoever_has_it(closed_address: str) -> None:
    async with session(closed_address, httpx.BasicAuth(ANN.user.encode(), ANN.password.encode())) as program:
        result = await program.call_tool("ask", {"question": QUESTION})
    assert json.loads(text_of(result))["status"] == "answered"


async def test_without_the_password_not_even_the_tools_are_named(closed_address: str) -> None:
    async with httpx.AsyncClient() as stranger:
        for path in ("", "schema"):
            assert (await stranger.get(closed_address + path)).status_code == 401
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert (await stranger.post(closed_address, json=call)).status_code == 401
