"""Abstracts cut into passages of whole sentences."""

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Final

from vectorstore.folding import replace_surrogates
from vectorstore.records import Paper, Passage
from vectorstore.sentences import sentence_spans

if TYPE_CHECKING:
    from llama_index.core.node_parser import SentenceSplitter

PASSAGE_TOKENS: Final = 200  # with a title of up to 50 tokens this stays within the model's 256


def passages_of(paper: Paper) -> list[Passage]:
    """The paper's passages in reading order: `text == abstract[start:end]`, no overlap, nothing left out
    but white space. Sentences stay whole unless one alone exceeds `PASSAGE_TOKENS`. A paper without an
    abstract has one empty passage, which stands for its title.
    """
    spans = passage_spans(paper.abstract) or [(0, 0)]
    return [_passage(paper, ordinal, start, end) for ordinal, (start, end) in enumerate(spans)]


def passage_spans(text: str) -> list[tuple[int, int]]:
    """Character offsets of the passages of any text."""
    spans: list[tuple[int, int]] = []
    position = 0
    for chunk in _splitter().split_text(text) if text.strip() else []:
        # The splitter drops only white space between chunks, so the next occurrence is the chunk itself.
        start = text.index(chunk, position)
        position = start + len(chunk)
        spans.append((start, position))
    return spans


def embedded_text(title: str, passage_text: str) -> str:
    """What stands for a passage in the vector index: the title gives it its subject."""
    return f"{title}. {passage_text}" if passage_text else title


def paper_id_of(passage_id: str) -> str:
    """The paper of a passage, which its id begins with."""
    return passage_id.partition("-")[0]


def _passage(paper: Paper, ordinal: int, start: int, end: int) -> Passage:
    """The id follows from what is embedded: a changed text is a new passage, an unchanged one is kept."""
    text = paper.abstract[start:end]
    digest = hashlib.sha256(replace_surrogates(embedded_text(paper.title, text)).encode("utf-8")).hexdigest()
    return Passage(
        passage_id=f"{paper.paper_id}-{ordinal}-{digest[:10]}",
        paper_id=paper.paper_id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=text,
    )


@cache
def _splitter() -> "SentenceSplitter":
    from llama_index.core.node_parser import SentenceSplitter  # local: takes seconds, only an ingest needs it

    from vectorstore.embeddings.minilm import token_counter  # local: brings in onnxruntime

    tokenizer = token_counter()
    return SentenceSplitter(
        chunk_size=PASSAGE_TOKENS,
        chunk_overlap=0,
        tokenizer=lambda text: tokenizer.encode(replace_surrogates(text), add_special_tokens=False).ids,
        chunking_tokenizer_fn=_with_space_kept,
    )


def _with_space_kept(text: str) -> list[str]:
    """The sentences, each with the white space that follows it, so that they join to `text` again."""
    starts = [start for start, _ in sentence_spans(text)]
    if not starts:
        return [text]
    starts[0] = 0
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
