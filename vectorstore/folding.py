"""Forms of a text under which different spellings of the same words meet."""

import re
import unicodedata

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SCRIPT_GROUP = re.compile(r"(?<=[\w}$)])\s?[\^_]\s?\{\s*(?:\\\w+\s*\{?)?\s*([\w+-]{1,12})\s*\}{1,2}")
_SCRIPT = re.compile(r"(?<=\w)(?:\$?\^(?=\w)|\$?_(?=\d|[A-Za-z]\b))")
_STYLE = re.compile(r"\\(?:math|text)(?:rm|bf|it|cal|bb|sf|tt|frak|scr)?\s?\{([^{}]*)\}")
_JOINT = re.compile(r"(?<=\w)\$(?=\w)|(?<=\w)\$(?=[\^_])|[{}\\]")
_MARK = re.compile(r"[-‐‑–/+'](?=\w)")
_COMPOUND = re.compile(r"\w++(?:[-‐‑–/+']\w++)+")
_NOT_WORD = re.compile(r"[\W_]+")


def replace_surrogates(text: str) -> str:
    """`text` with each lone surrogate replaced by U+FFFD: same length, and encodable as UTF-8."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def fold(text: str) -> str:
    """NFKC, case folded, LaTeX styles dropped, sub- and superscripts joined to what they stand on.

    `I²F`, `I$^2$F`, `I^2F`, `$\\mathrm{I}^{2}$F` and `I2F` all become `i2f`. Offsets are not kept.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", replace_surrogates(text))
    if "\\" in text or "^" in text or "_" in text or "$" in text:
        text = _STYLE.sub(r"\1", text)
        text = _SCRIPT_GROUP.sub(r"\1", text)
        text = _SCRIPT.sub("", text)
        text = _JOINT.sub("", text)
    return text.casefold()


def joined_compounds(folded: str) -> list[str]:
    """The compounds of a folded text written as one word: `split-mix` gives `splitmix`."""
    found: list[str] = []
    end = 0
    for mark in _MARK.finditer(folded):  # they are few: a search for the words around them is slow
        start = mark.start()
        if start < end:
            continue
        while start > end and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
            start -= 1
        compound = _COMPOUND.match(folded, start)
        if compound is not None and start < mark.start():
            found.append(re.sub(r"[\W_]+", "", compound.group()))
            end = compound.end()
    return found


def name_key(name: str) -> str:
    """A person's name or a category as a key: letters and digits only, no case, no accents."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", replace_surrogates(name))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", name.casefold()).strip()
