"""Assistants over small invented libraries, with a scripted engine in place of a model."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.chain import Assistant
from assistant.engines.draft import DraftRequest, DraftSentence, DraftUsage
from assistant.settings import Settings
from vectorstore import Library, Paper


class WordEmbedder:
    """A vector of hashed word counts: near means sharing words."""

    name = "words-of-tests"
    dimension = 64

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.01
            for word in re.findall(r"\w+", text.casefold()):
                row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class ScriptedEngine:
    """Drafts the given sentences, whatever is asked."""

    name: str = "llm"
    model: str | None = "scripted"

    def __init__(self, *sentences: DraftSentence, error: Exception | None = None) -> None:
        self.sentences, self.error = sentences, error
        self.requests: list[DraftRequest] = []

    def draft(self, request: DraftRequest, usage: DraftUsage) -> Iterator[DraftSentence]:  # noqa: ARG002  # the Protocol's name
        self.requests.append(request)
        yield from self.sentences
        if self.error is not None:
            raise self.error


def assistant_of(folder: Path, *papers: Paper, engine: ScriptedEngine | None = None) -> Assistant:
    """An assistant of those papers; without an engine it quotes."""
    library = Library.open(folder, embedder=WordEmbedder())
    if papers:
        library.ingest(papers)
    wanted = "llm" if engine else "extractive"
    return Assistant(library, settings=Settings.load(engine=wanted), engine=engine)
