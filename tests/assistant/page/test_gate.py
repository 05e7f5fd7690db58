from base64 import b64encode
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.page import uploads
from assistant.page.credentials import Credentials
from assistant.page.gate import LOGINS_PER_MINUTE, UPLOADS_PER_MINUTE, Gate

ANN = Credentials(user="ann", password="pass:wörd")


def reached(_: Request) -> PlainTextResponse:
    return PlainTextResponse("reached")


def client(
    credentials: Credentials | None = None,
    *,
    only_this_machine: bool = False,
    folder: Path = Path("nowhere"),
) -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/{path:path}", reached, methods=["GET", "POST"])],
        middleware=[
            Middleware(Gate, credentials=credentials, only_this_machine=only_this_machine, uploads=folder)
        ],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:7860")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:7860"])
async def test_a_page_for_this_machine_opens_at_its_own_names(host: str) -> None:
    reply = await client(only_this_machine=True).get("/config", headers={"host": host})
    assert reply.text == "reached"


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test:7860", "[::1", "", "localhost.evil.test"])
async def test_a_name_that_somebody_points_at_this_machine_is_refused(host: str) -> None:
    reply = await client(only_this_machine=True).get("/config", headers={"host": host})
    assert (reply.status_code, "reached" in reply.text) == (421, False)
    assert (await client().get("/config", headers={"host": host})).text == "reached"


@pytest.mark.parametrize("path", ["/gradio_api/mcp", "/gradio_api/mcp/", "/gradio_api/mcp/schema"])
async def test_mcp_of_a_page_with_a_password_asks_for_it(path: str) -> None:
    right = b64encode("ann:pass:wörd".encode()).decode()
    wrong = b64encode(b"ann:pass").decode()
    async with client(ANN) as person:
        assert (await person.get(path)).status_code == 401
        for given in (f"Basic {wrong}", "Basic %%", f"Bearer {right}", "Basic", ""):
            reply = await person.get(path, headers={"authorization": given})
            assert (reply.status_code, "reached" in reply.text) == (401, False)
        assert (await person.get(path, headers={"authorization": f"Basic {right}"})).text == "reached"


async def test_passwords_cannot_be_tried_without_end() -> None:
    async with client(ANN) as guesser:
        replies = [await guesser.post("/login") for _ in range(LOGINS_PER_MINUTE + 1)]
        assert [reply.status_code for reply in replies] == [200] * LOGINS_PER_MINUTE + [429]
        assert "wait" in replies[-1].text
        assert (await guesser.get("/gradio_api/mcp/")).status_code == 429
        assert (await guesser.get("/config")).text == "reached"


@pytest.mark.parametrize(
    "path", ["/gradio_api/file=/etc/hostname", "/gradio_api/file/a", "/gradio_api/proxy=x"]
)
async def test_no_file_is_handed_out_and_nothing_fetched_from_elsewhere(path: str) -> None:
    reply = await client().get(path)
    assert (reply.status_code, "reached" in reply.text) == (403, False)


async def test_uploads_of_one_client_are_limited() -> None:
    async with client() as person:
        replies = [await person.post("/gradio_api/upload") for _ in range(UPLOADS_PER_MINUTE + 1)]
    assert [reply.status_code for reply in replies] == [200] * UPLOADS_PER_MINUTE + [429]


async def test_no_upload_is_taken_while_too_much_lies_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    (tmp_path / "a").mkdir()
    async with client(folder=tmp_path) as person:
        (tmp_path / "a" / "small.bib").write_bytes(b"")
        (tmp_path / "a" / "large.bib").write_bytes(b"x" * 5_000)
        assert (await person.post("/gradio_api/upload")).status_code == 507
        uploads.discard([tmp_path / "a" / "large.bib", tmp_path / "a" / "small.bib", tmp_path / "a" / "gone"])
        assert not (tmp_path / "a").exists()
        assert (await person.post("/gradio_api/upload")).status_code == 200
