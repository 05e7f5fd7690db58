from base64 import b64encode

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.page.credentials import Credentials
from assistant.page.gate import LOGINS_PER_MINUTE, Gate

ANN = Credentials(user="ann", password="pass:wörd")


def reached(_: Request) -> PlainTextResponse:
    return PlainTextResponse("reached")


def client(credentials: Credentials | None = None, *, only_this_machine: bool = False) -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/{path:path}", reached, methods=["GET", "POST"])],
        middleware=[Middleware(Gate, credentials=credentials, only_this_machine=only_this_machine)],
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
