"""Settings of `assistant fetch`: who asks, with which key, and where the services are."""

from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.settings import said_of
from vectorstore.errors import SettingsError
from vectorstore.fetching import Addresses

_DEFAULTS = Addresses()


class FetchSettings(BaseSettings):
    """Variables are `ASSISTANT_<NAME>`.

    mail            at which the services may reach the person who asks; they serve such requests better
    openalex_key    key of OpenAlex, which allows more requests a day
    arxiv_url, openalex_url, orcid_url, crossref_url, datacite_url    a mirror instead of the service
    """

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore", frozen=True)

    mail: str | None = Field(default=None, pattern=r"^[!-~]+@[!-~]+$", max_length=254)
    openalex_key: SecretStr | None = None
    arxiv_url: str = _DEFAULTS.arxiv
    openalex_url: str = _DEFAULTS.openalex
    orcid_url: str = _DEFAULTS.orcid
    crossref_url: str = _DEFAULTS.crossref
    datacite_url: str = _DEFAULTS.datacite

    @classmethod
    def load(cls) -> Self:
        """Settings from the environment. SettingsError that names the variable and what it expects."""
        try:
            return cls()
        except ValidationError as exc:
            raise SettingsError(said_of(exc)) from exc

    @property
    def addresses(self) -> Addresses:
        """SettingsError for one that is none."""
        return Addresses(
            arxiv=self.arxiv_url,
            openalex=self.openalex_url,
            orcid=self.orcid_url,
            crossref=self.crossref_url,
            datacite=self.datacite_url,
        )
