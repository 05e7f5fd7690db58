"""Text as tokens that compare: words without case and plural, numbers as values with units.

Independent of the assistant's own readers of words and numbers, so that the check is not graded by itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Unit = Literal["", "%", "$", "x"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELLED = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
_ARTICLES = frozenset({"a", "an", "the"})
_TOKEN = re.compile(
    r"(?P<currency>\$)?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w])\.\d+)"
    r"(?:(?P<short>k|bn)(?![a-z])|\s?(?P<scale>thousand|million|billion)\b|(?<=\d)(?P<money>[mb])(?![a-z0-9]))?"
    r"\s?(?P<unit>%|percentage points?\b|percent\b|per cent\b|[x×](?![a-z0-9])|-?fold\b|times\b)?"
    r"|(?P<word>[^\W\d_]+)|(?P<gap>…|\.\.\.)|(?P<range>[-–—→])"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9•*-])|\n+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without case, plural s and British -ise."""

    stem: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number. Units: '%' (also percent, percentage points), '$', 'x' (times, -fold), or none."""

    value: float
    unit: Unit = ""

    def equals(self, wanted: "Quantity") -> bool:
        """Same value; the units agree, or `wanted` has none. 62.5 % equals 0.625."""
        if wanted.unit == "%" and self.unit == "":
            return _close(self.value * 100, wanted.value) and self.value <= 1
        if wanted.unit == "" and self.unit == "%" and wanted.value < 1:
            return _close(self.value, wanted.value * 100)
        return wanted.unit in ("", self.unit) and _close(self.value, wanted.value)


@dataclass(frozen=True, slots=True)
class Gap:
    """Any tokens of the same sentence; written … in a fact."""


Token = Word | Quantity | Gap


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text. Articles are left out; the first number of a range takes the second's unit."""
    plain = unicodedata.normalize("NFKC", text.replace("…", " … ")).casefold().replace("...", "…")
    found: list[Token] = []
    ranges: list[int] = []
    for match in _TOKEN.finditer(plain):
        if match["digits"]:
            found.append(_quantity(match))
        elif word := match["word"]:
            if word in ("to", "and", "or"):
                ranges.append(len(found))
            if word in _SPELLED:
                value = _SPELLED[word]
                last = found[-1] if found else None
                if isinstance(last, Quantity) and last.value in range(20, 100, 10) and 0 < value < 10:
                    found[-1] = Quantity(last.value + value)
                else:
                    found.append(Quantity(float(value)))
            elif word in ("percent", "percentage") and found and isinstance(found[-1], Quantity):
                found[-1] = Quantity(found[-1].value, "%")
            elif word not in _ARTICLES:
                found.append(Word(_stem(word)))
        elif match["gap"]:
            found.append(Gap())
    return _ranges(found)


def _quantity(match: re.Match[str]) -> Quantity:
    value = float(match["digits"].replace(",", ""))
    scale = match["short"] or match["scale"] or (match["money"] if match["currency"] else None)
    unit: Unit = "$" if match["currency"] else ""
    written = match["unit"] or ""
    if written.startswith(("%", "per")):
        unit = "%"
    elif written:
        unit = "x"
    return Quantity(value * _SCALES[scale] if scale else value, unit)


def _ranges(found: list[Token]) -> tuple[Token, ...]:
    """'11 to 54 %' and '11-54 %': the first number is a percentage too."""
    for at, token in enumerate(found):
        if isinstance(token, Quantity) and token.unit == "":
            after = found[at + 1 : at + 3]
            if after and after[0] in (Word("to"), Word("and"), Word("or")):
                after = after[1:]
            if after and isinstance(after[0], Quantity) and after[0].unit == "%":
                found[at] = Quantity(token.value, "%")
    return tuple(found)


def _stem(word: str) -> str:
    for british, american in (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize")):
        if word.endswith(british) and len(word) > len(british) + 3:
            word = word.removesuffix(british) + american
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, split at end marks followed by a capital or a digit, and at line breaks."""
    return tuple(part.strip() for part in _SENTENCE_END.split(text) if part.strip())
