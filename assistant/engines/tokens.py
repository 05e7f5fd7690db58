"""How many tokens a text takes: counted where the model's vocabulary is at hand, else estimated.

Nothing is downloaded for it.
"""

import math
import os
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from vectorstore.errors import ServerError

if TYPE_CHECKING:
    import tiktoken

_LOADING = Lock()
_FOLDER = "TIKTOKEN_CACHE_DIR"
TokenCounter = Callable[[str], int]

_PIECES = re.compile(
    r"(?P<name>[A-Z][a-z]+)|(?P<word>[a-z]+)|(?P<acronym>[A-Z]+)|(?P<space> +)|(?P<ascii>[\x00-\x7f])"
    r"|(?P<other>[^\x00-\x7f])"
)
_LETTERS_A_TOKEN = {"word": 6, "name": 3, "acronym": 2}
_VOCABULARIES = {
    "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
    "o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790",
}
"""Vocabularies that LlamaIndex ships, and the names of their files: OpenAI's chat models all use one."""


class PromptTooLong(ServerError):
    """The prompt does not fit into the model's context window; a shorter one may."""


def counter_for(model: str) -> TokenCounter:
    """The counter for a model: tiktoken's where it knows the model and its vocabulary is on this machine,
    else `estimate_tokens`."""
    import tiktoken  # native code, needed with an LLM alone

    try:
        encoding = _encoding(tiktoken.encoding_name_for_model(model))
    except KeyError:
        return estimate_tokens
    if encoding is None:
        return estimate_tokens
    return lambda text: len(encoding.encode(text, disallowed_special=()))


@lru_cache
def _encoding(name: str) -> "tiktoken.Encoding | None":
    """tiktoken's encoding of this name, made of the file that LlamaIndex ships; None without that file.

    tiktoken looks for it in a folder that the environment names, and else downloads it.
    """
    import tiktoken  # as above

    found = find_spec("llama_index.core")
    if found is None or found.origin is None or name not in _VOCABULARIES:
        return None
    folder = Path(found.origin).parent / "_static" / "tiktoken_cache"
    if not (folder / _VOCABULARIES[name]).is_file():
        return None
    with _LOADING:
        before = os.environ.get(_FOLDER)
        os.environ[_FOLDER] = str(folder)
        try:
            return tiktoken.get_encoding(name)
        finally:
            if before is None:
                del os.environ[_FOLDER]
            else:
                os.environ[_FOLDER] = before


def estimate_tokens(text: str) -> int:
    """An upper estimate, by the byte-level BPE vocabularies that today's models have in common.

    Frequent words are one token whatever their length, rare ones about one for every four letters; names
    and acronyms break into more. A digit, a punctuation mark and a line break are one each; another
    character is at most one a UTF-8 byte. On the header lines and abstracts of a publication list the
    estimate is 1.1 to 1.8 times the count of the Qwen 2.5 tokenizer.
    """
    total = 0
    for piece in _PIECES.finditer(text):
        found = piece.group()
        kind = str(piece.lastgroup)
        if kind in _LETTERS_A_TOKEN:
            total += math.ceil(len(found) / _LETTERS_A_TOKEN[kind])
        elif kind == "other":
            total += len(found.encode("utf-8", "replace"))
        elif kind == "ascii":
            total += 1
    return total
