"""Where the services are that publication lists are fetched from."""

from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from vectorstore.errors import SettingsError


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Base addresses, without a slash at the end; another one is a mirror. SettingsError for what is none."""

    arxiv: str = "https://export.arxiv.org/api"
    openalex: str = "https://api.openalex.org"
    orcid: str = "https://pub.orcid.org/v3.0"
    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"

    def __post_init__(self) -> None:
        for field in fields(self):
            address = getattr(self, field.name).rstrip("/")
            if not _is_web(address):
                raise SettingsError(
                    f"The address of {field.name} cannot be used ({address!r}): expected one that begins "
                    "with http:// or https://."
                )
            object.__setattr__(self, field.name, address)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
