"""Settings: from the environment and from arguments, validated once, secrets never printed."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from vectorstore.embeddings import EMBEDDED_MODEL
from vectorstore.errors import SettingsError

EngineChoice = Literal["auto", "extractive", "llm"]
DEFAULT_MODEL = "gpt-4o-mini"


class Settings(BaseSettings):
    """Every setting of the product. Variables are `ASSISTANT_<NAME>`; key and server also `OPENAI_API_KEY`
    and `OPENAI_BASE_URL`, the names every OpenAI-compatible client reads.

    library           folder of the library
    engine            auto: the LLM as soon as a key or a server is set, else extractive
    model             name of the model on the LLM server
    timeout_seconds   longest silence of the LLM server; a whole reply may take four times as long
    calls_per_question   most requests to the LLM server for one question, repeated attempts included
    tokens_per_question  most tokens that one question may use; no limit when not set
    tokens_per_day       most tokens that one day may use; no limit when not set
    price_in, price_out  US dollars per million prompt and completion tokens, for the cost in answers
    reuse_replies     give a reply of the LLM again for the same question and papers, without asking
    embedding_model   name of the embedding model: the embedded one, or any that fastembed knows
    embedding_base_url  OpenAI-compatible server that has `embedding_model` instead
    vectorstore_url   Chroma server that holds the vectors, `http://host:port`; else the library's folder
    vectorstore_token  sent to it in the header `x-chroma-token`; `@FILE`: what that file holds
    top_k             papers that are read for one question
    """

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore", frozen=True)

    library: Path | None = None
    engine: EngineChoice = "auto"
    model: str | None = None
    timeout_seconds: float = Field(default=120.0, gt=0, le=3600)
    calls_per_question: int = Field(default=6, ge=1, le=100)
    tokens_per_question: int | None = Field(default=None, ge=1)
    tokens_per_day: int | None = Field(default=None, ge=1)
    price_in: float | None = Field(default=None, ge=0)
    price_out: float | None = Field(default=None, ge=0)
    reuse_replies: bool = False
    embedding_model: str = EMBEDDED_MODEL
    embedding_base_url: str | None = None
    vectorstore_url: str | None = None
    vectorstore_token: SecretStr | None = None
    top_k: int = Field(default=8, ge=1, le=50)
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")

    @classmethod
    def load(cls, **given: object) -> Self:
        """Settings from the environment, overridden by what is given and not None.

        Raises SettingsError that names the variable and what it expects.
        """
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # validated by pydantic
        except ValidationError as exc:
            raise SettingsError(said_of(exc)) from exc

    @property
    def library_path(self) -> Path:
        """The library's folder: as set, else `library` in the user's data folder."""
        if self.library is not None:
            return self.library.expanduser()
        from platformdirs import user_data_path  # only when no library is named

        return user_data_path("assistant") / "library"

    @property
    def has_llm(self) -> bool:
        """Whether a key or a server is set. Empty variables count as not set."""
        key = self.openai_api_key.get_secret_value().strip() if self.openai_api_key else ""
        return bool(key or (self.openai_base_url or "").strip())

    @property
    def chosen_engine(self) -> Literal["extractive", "llm"]:
        """The engine that answers: `auto` resolved."""
        if self.engine == "auto":
            return "llm" if self.has_llm else "extractive"
        return self.engine


def said_of(error: ValidationError) -> str:
    """Which settings cannot be used and why, without what was given: it may be a secret."""
    problems = "; ".join(
        f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg'].lower()}"
        for problem in error.errors(include_input=False, include_url=False)
    )
    return f"A setting cannot be used ({problems}). Correct it and try again."
