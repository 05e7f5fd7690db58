"""Author lists in running text: 'Ana de Souza, J. McKay and Li Wei et al. · lab'."""

import re
from dataclasses import dataclass

_PARTICLES = frozenset(
    "al af aus ben bin bint d da dal dalla das de degli dei del dela della den der des di do dos du e el"
    " ibn la las le los op 's 't ’s ’t ten ter und van vande vanden vander vom von y zu zum zur".split()
)
_GLUED_PREFIXES = frozenset(
    "Mc Mac De Del Della Des Di Du Da Dal Dos La Le Les Lo Li Van Vander Vanden Ver Von Fitz Ter Ten Saint"
    " San St Jo Lee Ann Anna Mary Ruth Abd Abdul Abu Al El Ali Amir Mohammad Mohamed Muhammad Seyed Sayed"
    " Gholam Mir Ibn Ben Bar Te Tu".split()
)
_JOINTS = re.compile(r"[-‐‑'’ʼ`·]|(?<=\.)(?=[^\W\d_])")
_SUFFIX = re.compile(r"(?:Jr|Sr|Jnr|Snr)\.?|I{2,3}|IV|Ph\.?D\.?|M\.?D\.?", re.IGNORECASE)
_MARKS = re.compile(r"[*†‡§¶∗✉#\s⁰¹²³⁴-⁹]+$")
_CUT = re.compile(
    r"[,;]?\s*(?:\bet\.?\s+al\b\.?|(?:\band|&)\s+others\b\.?|(?:\band|&)?\s*\d+\s+(?:more|others)(?:\s+authors?)?"
    r"|\+\s*\d+(?:\s+more)?|…|\.\.\.)\s*$",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(r"\s+·\s+.*$", re.DOTALL)
_BETWEEN = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|\s*;\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorList:
    """Names in order; `complete` is False when the list was cut ('et al.')."""

    names: tuple[str, ...]
    complete: bool


def parse_author_list(text: str) -> AuthorList | None:
    """The names of a text that is an author list and nothing else, else None.

    The first author needs two words or more. A name's words begin with a capital (particles such as
    `van` and `al-` aside) and hold further capitals only after a prefix such as Mc, De, Fitz.
    """
    if len(text) > 20_000 or len(re.split(r"[,;&·]", text, maxsplit=1)[0].split()) > 12:
        return None
    text = _AFFILIATION.sub("", text.strip())
    cut = _CUT.search(text)
    if cut is not None:
        text = text[: cut.start()]
    names: list[str] = []
    for part in _BETWEEN.split(text.strip()):
        name = _MARKS.sub("", part)
        if names and _SUFFIX.fullmatch(name):
            names[-1] += ", " + name
        elif _is_name(name, first=not names):
            names.append(name)
        else:
            return None
    return AuthorList(names=tuple(names), complete=cut is None) if _capitals_agree(names) else None


def _is_name(name: str, *, first: bool) -> bool:
    words = name.split()
    if not words or len(words) > 8 or (first and len(words) < 2):
        return False
    if words[-1].lower() in _PARTICLES and words[-1].islower():
        return False
    named = [_is_name_word(word) for word in words]
    return any(named) and all(
        is_word or word in _PARTICLES or (number > 0 and _SUFFIX.fullmatch(word) is not None)
        for number, (word, is_word) in enumerate(zip(words, named, strict=True))
    )


def _is_name_word(word: str) -> bool:
    parts = [part for part in _JOINTS.split(word) if part]
    return any(_is_capitalised(part) for part in parts) and all(
        _is_capitalised(part) or part in _PARTICLES or (number > 0 and part.islower() and part.isalpha())
        for number, part in enumerate(parts)
    )


def _is_capitalised(part: str) -> bool:
    if part.isupper() and part.isalpha():
        return True
    letters = part.removesuffix(".")
    return (
        letters.isalpha()
        and letters[0].isupper()
        and all(
            letters[:place] in _GLUED_PREFIXES
            for place, char in enumerate(letters)
            if place and char.isupper()
        )
    )


def _capitals_agree(names: list[str]) -> bool:
    """A word all in capitals (three or more) is a family name only where the whole list writes so.

    Else it is the last word of a title: 'Fed|Avg BERT'. Later names may be those of groups.
    """
    return not _shouts(names[0]) or (len(names) > 1 and all(map(_shouts, names)))


def _shouts(name: str) -> bool:
    return any(
        len(word) > 2 and word.isupper() and word.isalpha() and not _SUFFIX.fullmatch(word)
        for word in name.split()
    )
