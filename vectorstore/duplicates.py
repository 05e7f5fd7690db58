"""Which records describe the same paper: by identifier, else by title, authors and year.

Pure: nothing here knows where papers are kept. `keys` finds candidates without comparing all with all,
`same_paper` decides on a pair, `duplicate_groups` does both for a list.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz import fuzz

from vectorstore.folding import fold, name_key
from vectorstore.records import Paper

TITLE_THRESHOLD = 95.0
"""Least `rapidfuzz.fuzz.ratio` of two folded titles; how it was chosen stands in docs/importers.md."""

# ratio = 200 m / (a + b) with m <= min(a, b): at 95 or more, the shorter has this share of the longer.
_LENGTH_RATIO = TITLE_THRESHOLD / (200 - TITLE_THRESHOLD)
_SPELLING_THRESHOLD = 79.0
_SMALL_WORDS = frozenset("a an and for in of on the to".split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MAX_YEARS_APART = 2
_MIN_TITLE_WORDS = 4
_EDGE_WORDS = 3
_MAX_CANDIDATES = 64
# Of the words of the shorter abstract. Two abstracts of one field share about a third of them.
_SHARED_WORDS = 0.6
_NUMBER = re.compile(r"\d+|\b[ivx]{1,4}\b")
_NOT_WORD = re.compile(r"[\W_]+")
# Prefixes of preprint servers and repositories: a second DOI for a paper that a journal gives its own.
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550|1101|64898|21203|31219|31234|31235|26434|20944|2139|36227|5281|6084|31223|31224|33774"
    r"|22541|12688|47649)/"
)


def same_paper(first: Paper, second: Paper) -> bool:
    """Whether two records are of one paper.

    The same DOI, arXiv id or PubMed id settles it. Else the titles must be nearly equal with the same
    numbers in them, an author must be common, the years at most two apart (preprint and article), and two
    DOIs may differ only when one is a preprint's. Short titles ('Editorial') never settle it. Where a record
    names no author, title and year must be equal and the abstracts must not be two texts.
    """
    if _identifiers(first) & _identifiers(second):
        return True
    if not _may_differ(first.doi, second.doi) or not _years_agree(first, second):
        return False
    if _contradict(first.arxiv_id, second.arxiv_id) or _contradict(first.pubmed_id, second.pubmed_id):
        return False
    left, right = _title(first), _title(second)
    if min(len(left.split()), len(right.split())) < _MIN_TITLE_WORDS:
        return False
    if left != right:
        if sorted(_NUMBER.findall(left)) != sorted(_NUMBER.findall(right)):
            return False
        if fuzz.ratio(left, right) < TITLE_THRESHOLD or not _only_spelling_differs(left, right):
            return False
    ours, theirs = _families(first), _families(second)
    if ours and theirs:
        return bool(ours & theirs)
    return left == right and first.year == second.year and _abstracts_agree(first, second)


def keys(paper: Paper) -> frozenset[str]:
    """Keys of which two records of one paper share at least one: identifiers, and both ends of the title."""
    return exact_keys(paper) | edge_keys(paper)


def exact_keys(paper: Paper) -> frozenset[str]:
    """Keys that few papers share: identifiers, and the whole title."""
    title = _title(paper)
    if len(title.split()) < _MIN_TITLE_WORDS:
        return _identifiers(paper)
    return _identifiers(paper) | {"title:" + title.replace(" ", "")}


def edge_keys(paper: Paper) -> frozenset[str]:
    """Keys that many papers may share: the first and the last words of a title, with the numbers in it."""
    title = _title(paper)
    words = title.split()
    if len(words) < _MIN_TITLE_WORDS:
        return frozenset()
    numbers = ",".join(sorted(_NUMBER.findall(title)))
    return frozenset(
        f"{edge}:{' '.join(part)}:{numbers}"
        for edge, part in (("begins", words[:_EDGE_WORDS]), ("ends", words[-_EDGE_WORDS:]))
    )


def title_lengths(paper: Paper) -> tuple[int, int, int]:
    """The length of the folded title, and the least and greatest that a nearly equal title can have."""
    length = len(_title(paper))
    return length, int(length * _LENGTH_RATIO), int(length / _LENGTH_RATIO) + 1


def titles_resemble(first: Paper, second: Paper) -> bool:
    """Whether one title may be the other one corrected."""
    return fuzz.ratio(_title(first), _title(second)) >= _SPELLING_THRESHOLD


def is_preprint_doi(doi: str) -> bool:
    """Whether a preprint server or a repository gave this DOI."""
    return _PREPRINT_DOI.match(doi.lower()) is not None


def duplicate_groups(papers: Sequence[Paper]) -> list[tuple[int, ...]]:
    """The positions of papers that are one, each group in order; papers without a duplicate are left out.

    Of the papers that share a key, each is compared with the last few dozen before it, so that a key that
    is common to thousands costs no more than time linear in their number.
    """
    holders: dict[str, list[int]] = {}
    root = list(range(len(papers)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, paper in enumerate(papers):
        candidates: set[int] = set()
        for key in keys(paper):
            holding = holders.setdefault(key, [])
            candidates.update(holding[-_MAX_CANDIDATES:])
            holding.append(place)
        for other in sorted(candidates):
            if find(other) != find(place) and same_paper(papers[other], paper):
                root[max(find(other), find(place))] = min(find(other), find(place))
    groups: dict[int, list[int]] = {}
    for place in range(len(papers)):
        groups.setdefault(find(place), []).append(place)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _only_spelling_differs(left: str, right: str) -> bool:
    """Whether no word stands for another: `colour` and `color` do not, `subsonic` and `supersonic` do."""
    ours, theirs = left.split(), right.split()
    for change, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        lost, found = ours[a:b], theirs[c:d]
        small = set(lost) | set(found) <= _SMALL_WORDS
        if not small and fuzz.ratio("".join(lost), "".join(found)) < _SPELLING_THRESHOLD:
            return False
    return True


def _identifiers(paper: Paper) -> frozenset[str]:
    named = {"doi:": paper.doi, "arxiv:": paper.arxiv_id, "pubmed:": paper.pubmed_id}
    return frozenset(name + value.strip().lower() for name, value in named.items() if value)


def _may_differ(first: str | None, second: str | None) -> bool:
    """Whether two DOIs can belong to one paper: one is missing, or one is that of a preprint."""
    if not first or not second:
        return True
    return is_preprint_doi(first) != is_preprint_doi(second)


def _contradict(first: str | None, second: str | None) -> bool:
    return bool(first and second and first.lower() != second.lower())


def _years_agree(first: Paper, second: Paper) -> bool:
    if first.year is None or second.year is None:
        return True
    return abs(first.year - second.year) <= _MAX_YEARS_APART


def _abstracts_agree(first: Paper, second: Paper) -> bool:
    ours, theirs = _words(first.abstract), _words(second.abstract)
    return len(ours & theirs) >= _SHARED_WORDS * min(len(ours), len(theirs))


def _words(text: str) -> frozenset[str]:
    return frozenset(_NOT_WORD.sub(" ", fold(text)).split())


def _title(paper: Paper) -> str:
    return _folded_title(paper.title)


@lru_cache(maxsize=8192)
def _folded_title(title: str) -> str:
    return _NOT_WORD.sub(" ", name_key(fold(title))).strip()


def _families(paper: Paper) -> frozenset[str]:
    """The family names, as the last word of each name: `Ada B. Love`, `A. Love` and `Love` meet."""
    return _folded_families(paper.authors)


@lru_cache(maxsize=8192)
def _folded_families(authors: tuple[str, ...]) -> frozenset[str]:
    words = ([word for word in name_key(name).split() if word not in _SUFFIXES] for name in authors)
    return frozenset(name[-1] for name in words if name)
