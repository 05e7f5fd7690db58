"""Who gets as far as the page: what Gradio's own login leaves open is closed here."""

import binascii
from base64 import b64decode
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.page.credentials import Credentials, is_this_machine
from assistant.page.rate_limit import RateLimit, TooManyRequests
from assistant.page.uploads import is_full

LOGINS_PER_MINUTE = 20
UPLOADS_PER_MINUTE = 60
_MCP = "/gradio_api/mcp"
_UPLOAD = "/gradio_api/upload"
_FILES = ("/file=", "/file/", "/proxy=")
"""Routes of Gradio that hand out files, uploads among them, or fetch from elsewhere: not needed here."""


class Gate:
    """ASGI middleware in front of every route.

    - `only_this_machine`: a request must be addressed to this machine by name (localhost, 127.0.0.1). A web
      page of somebody else that lets its own name point here (DNS rebinding) is refused.
    - with `credentials`: MCP asks for them too, as HTTP Basic; Gradio guards all else but that.
    - sign-ins of one client are limited, so that nobody can try passwords by the thousand.
    - no file of this machine is handed out, no upload either.
    - uploads of one client are limited, and all that lie unread together, so that nobody fills the disk.
    """

    def __init__(
        self, app: ASGIApp, *, credentials: Credentials | None, only_this_machine: bool, uploads: Path
    ) -> None:
        self._app, self._credentials, self._only_this_machine = app, credentials, only_this_machine
        self._folder = uploads
        self._logins = RateLimit(requests=LOGINS_PER_MINUTE, seconds=60)
        self._uploads = RateLimit(requests=UPLOADS_PER_MINUTE, seconds=60)

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
        path, sends = scope["path"].rstrip("/"), scope["method"] == "POST"
        if sends and path.endswith(_UPLOAD):
            return self._refused_upload(scope)
        if any(route in path for route in _FILES):
            return PlainTextResponse("This page hands out no files.\n", 403)
        is_mcp, is_login = _MCP in path, sends and path.endswith("/login")
        if (is_mcp or is_login) and self._credentials and not self._signed_in(headers):
            try:
                self._logins.admit(_client(scope))
            except TooManyRequests as exc:
                return PlainTextResponse(f"{exc}\n", 429)
            if is_mcp:
                return PlainTextResponse(
                    "MCP needs the page's user and password, as HTTP Basic authorization.\n",
                    401,
                    {"WWW-Authenticate": 'Basic realm="Research assistant", charset="UTF-8"'},
                )
        return None

    def _refused_upload(self, scope: Scope) -> PlainTextResponse | None:
        try:
            self._uploads.admit(_client(scope))
        except TooManyRequests as exc:
            return PlainTextResponse(f"{exc}\n", 429)
        if is_full(self._folder):
            return PlainTextResponse("Too many uploads wait to be read; try again in half an hour.\n", 507)
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


def _client(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])


def _host(headers: Headers) -> str:
    """The name in the Host header, without the port; empty when it is none."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""
