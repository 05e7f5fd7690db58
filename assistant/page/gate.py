"""Who gets as far as the page: what Gradio's own login leaves open is closed here."""

import binascii
from base64 import b64decode
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page.credentials import Credentials, is_this_machine
from assistant.page.rate_limit import RateLimit, TooManyRequests

LOGINS_PER_MINUTE = 20
_MCP = "/gradio_api/mcp"


class Gate:
    """ASGI middleware in front of every route.

    - `only_this_machine`: a request must be addressed to this machine by name (localhost, 127.0.0.1). A web
      page of somebody else that lets its own name point here (DNS rebinding) is refused.
    - with `credentials`: MCP asks for them too, as HTTP Basic; Gradio guards all else but that.
    - sign-ins of one client are limited, so that nobody can try passwords by the thousand.
    """

    def __init__(self, app: ASGIApp, *, credentials: Credentials | None, only_this_machine: bool) -> None:
        self._app, self._credentials, self._only_this_machine = app, credentials, only_this_machine
        self._logins = RateLimit(requests=LOGINS_PER_MINUTE, seconds=60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if self._only_this_machine and not is_this_machine(_host(headers)):
            return PlainTextResponse(
                "This page is for the machine it runs on: open it at 127.0.0.1 or localhost. To open it "
                "under another name, start it with --auth.\n",
                421,
            )
        is_mcp = _MCP in scope["path"]
        is_login = scope["method"] == "POST" and scope["path"].rstrip("/").endswith("/login")
        if (is_mcp or is_login) and self._credentials and not self._signed_in(headers):
            try:
                self._logins.admit((scope.get("client") or ("",))[0])
            except TooManyRequests as exc:
                return PlainTextResponse(f"{exc}\n", 429)
            if is_mcp:
                return PlainTextResponse(
                    "MCP needs the page's user and password, as HTTP Basic authorization.\n",
                    401,
                    {"WWW-Authenticate": 'Basic realm="Research assistant", charset="UTF-8"'},
                )
        return None

    def _signed_in(self, headers: Headers) -> bool:
        """Whether a request brings the right credentials, as HTTP Basic; such a one is no guess."""
        scheme, _, encoded = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic" or self._credentials is None:
            return False
        try:
            user, _, password = b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return self._credentials.match(user, password)


def _host(headers: Headers) -> str:
    """The name in the Host header, without the port; empty when it is none."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""
