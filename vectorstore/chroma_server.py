"""A Chroma server that holds the vectors of a library in place of its own folder."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, urlsplit

from vectorstore.errors import SettingsError

_PORTS: Final = {"http": 8000, "https": 443}


@dataclass(frozen=True, kw_only=True, slots=True)
class ChromaServer:
    """`http[s]://host[:port]`, with `/tenant/database` where they are not the default ones.

    The token is sent in the header `x-chroma-token`; it is in no message and no representation.
    Raises SettingsError for another kind of address.
    """

    url: str
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        parts = self._parts
        if (
            parts.scheme not in _PORTS
            or not parts.hostname
            or parts.username is not None
            or parts.query
            or parts.fragment
            or len(self._path) not in {0, 2}
        ):
            raise SettingsError(
                "The address of the Chroma server cannot be used: give http://host:port, with "
                "/tenant/database after it where they are not the default ones. The token has a setting of "
                "its own, ASSISTANT_VECTORSTORE_TOKEN."
            )

    @property
    def host(self) -> str:
        """In brackets when it is an IPv6 address."""
        name = str(self._parts.hostname)
        return f"[{name}]" if ":" in name else name

    @property
    def port(self) -> int:
        return self._parts.port or _PORTS[self._parts.scheme]

    @property
    def headers(self) -> dict[str, str]:
        """What goes along with every request."""
        return {"x-chroma-token": self.token} if self.token else {}

    @property
    def uses_tls(self) -> bool:
        return self._parts.scheme == "https"

    @property
    def tenant(self) -> str | None:
        """None: the server's default."""
        return self._path[0] if self._path else None

    @property
    def database(self) -> str | None:
        """None: the server's default."""
        return self._path[1] if self._path else None

    @property
    def _parts(self) -> SplitResult:
        try:
            parts = urlsplit(self.url.strip())
            _ = parts.port
        except ValueError:
            return SplitResult("", "", "", "", "")
        return parts

    @property
    def _path(self) -> list[str]:
        return [part for part in self._parts.path.split("/") if part]
