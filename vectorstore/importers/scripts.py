"""Powers and indices as Unicode characters where all of them exist."""

_UP = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_DOWN = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def superscript(text: str) -> str:
    """`2` as `²`; words (`th`, `nd`) as they are."""
    return _written(text, _UP)


def subscript(text: str) -> str:
    """`2` as `₂`; words as they are."""
    return _written(text, _DOWN)


def is_superscript(text: str) -> bool:
    return bool(text) and all(char in _UP for char in text)


def is_subscript(text: str) -> bool:
    return bool(text) and all(char in _DOWN for char in text)


def _written(text: str, table: dict[str, str]) -> str:
    short = text.strip()
    return "".join(table[char] for char in short) if short and all(char in table for char in short) else text
