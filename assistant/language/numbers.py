"""Numbers of a text as values with units, so that '0.95', '95 %' and 'ninety-five percent' compare."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_SMALL = {
    word: value
    for value, word in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """.split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        """
    twenty thirty forty fifty sixty seventy eighty ninety
    """.split(),
        2,
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIX = {"k": 10**3, "m": 10**6, "b": 10**9}
_WORDS = "|".join([*_SMALL, *_TENS, *_SCALES, "half", "dozen"])
_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-−–](?=\d))?(?P<currency>[$€£])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<suffix>[kKmMbB](?![\w]))?"
    r"(?:\s?(?P<unit>%|percent\b|per cent\b|percentage points?\b|[x×](?!\w)|times\b|fold\b|-fold\b))?"
    rf"(?:\s+(?P<scale>hundred|thousand|million|billion|trillion)\b)?"
    rf"|\b(?P<words>(?:{_WORDS})(?:[-\s](?:{_WORDS}))*)\b(?:\s(?P<word_unit>percent|per cent|times)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number at `text[start:end]`. `unit` is '%', 'x', a currency sign, or empty."""

    value: Decimal
    unit: str
    start: int
    end: int
    spelled: bool = False


def _spelled_value(text: str) -> Decimal | None:
    if text in {"half", "dozen"}:
        return {"half": Decimal("0.5"), "dozen": Decimal(12)}[text]
    total, current = 0, 0
    for part in re.split(r"[-\s]", text):
        if part in _SMALL:
            current += _SMALL[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "hundred":
            current = max(current, 1) * 100
        elif part in _SCALES:
            total += max(current, 1) * _SCALES[part]
            current = 0
        else:
            return None
    return Decimal(total + current)


def _unit(raw: str) -> str:
    raw = raw.lower().strip(" -")
    if raw in {"%", "percent", "per cent"} or raw.startswith("percentage"):
        return "%"
    return "x" if raw in {"x", "×", "times", "fold"} else raw


@lru_cache(maxsize=8192)
def numbers(text: str) -> tuple[Number, ...]:
    """All numbers in order: digits, thousands separators, decimals, `1.4k`, `$102m`, spelled-out numbers.

    Digits inside a word or a name (`GPT4`, `4-bit` keeps its 4, `v2` does not) are no numbers.
    """
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        if spelled := match["words"]:
            value = _spelled_value(spelled.lower())
            unit = _unit(match["word_unit"] or "")
        else:
            try:
                value = Decimal(match["digits"].replace(",", ""))
            except InvalidOperation:
                continue
            value *= _SUFFIX.get((match["suffix"] or "").lower(), 1)
            value *= _SCALES.get((match["scale"] or "").lower(), 1)
            if match["sign"] and not text[: match.start()].rstrip().endswith(tuple("0123456789%")):
                value = -value
            unit = match["currency"] or _unit(match["unit"] or "")
        if value is not None:
            found.append(
                Number(value=value, unit=unit, start=match.start(), end=match.end(), spelled=bool(spelled))
            )
    return tuple(found)


def same_number(one: Number, other: Number) -> bool:
    """Whether two numbers say the same: equal values with units that agree or are not given, or a share
    written as a fraction and as percent (0.95 and 95 %)."""
    if abs(one.value) == abs(other.value):
        return one.unit == other.unit or not one.unit or not other.unit
    percent, plain = (one, other) if one.unit == "%" else (other, one)
    return percent.unit == "%" and not plain.unit and plain.value < 1 and percent.value == plain.value * 100


def states_number(number: Number, text: str) -> bool:
    """Whether `text` holds a number that says the same as `number`."""
    return any(same_number(number, other) for other in numbers(text))
