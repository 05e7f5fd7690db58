"""Where the LLM server is and how one is let in, read from the settings before anything is sent."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from assistant.settings import DEFAULT_MODEL, Settings
from vectorstore.errors import SettingsError

OPENAI = "https://api.openai.com/v1"
_NO_KEY = "no-key"
"""Local servers take any key; the client insists on one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """`host` is for messages: the host and port, never a user name or a password.

    `model` is None when the settings name none and the server is not OpenAI's, whose default we know.
    """

    base_url: str
    host: str
    key: str = field(repr=False)
    model: str | None

    @property
    def is_local(self) -> bool:
        """Whether the server is another than OpenAI's, so that it says itself which models it has."""
        return self.base_url != OPENAI

    @property
    def has_key(self) -> bool:
        return self.key != _NO_KEY

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The address that the settings give. Raises SettingsError; its message never holds the key."""
        base_url = (settings.openai_base_url or "").strip().rstrip("/") or OPENAI
        key = settings.openai_api_key.get_secret_value().strip() if settings.openai_api_key else ""
        if not key and base_url == OPENAI:
            raise SettingsError(
                "The LLM engine needs a server: set OPENAI_API_KEY, or OPENAI_BASE_URL for your own."
            )
        if not key.isascii() or not key.isprintable() or " " in key:
            raise SettingsError(
                "OPENAI_API_KEY holds characters that no key has (a space, a line break?). Copy it again."
            )
        model = (settings.model or "").strip() or (DEFAULT_MODEL if base_url == OPENAI else None)
        return cls(base_url=base_url, host=_host(base_url), key=key or _NO_KEY, model=model)


def _host(base_url: str) -> str:
    expected = (
        f"OPENAI_BASE_URL must look like http://127.0.0.1:8080/v1, not {base_url.rpartition('@')[2]!r}."
    )
    try:
        parts = urlsplit(base_url)
        port = parts.port
    except ValueError as exc:
        raise SettingsError(expected) from exc
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(expected)
    return parts.hostname if port is None else f"{parts.hostname}:{port}"
