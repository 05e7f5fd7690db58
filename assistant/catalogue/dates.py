"""Dates in a question as conditions: years, ranges, months, 'since', 'before', 'the last three years'."""

import re
from typing import Final

from assistant.catalogue.draft import Draft
from vectorstore.query import AllOf, AnyOf, Condition, Months, Not, NoYear, Years

_NAMES: Final = (
    "january february march april may june july august september october november december".split()
)
MONTHS: Final = (
    {name: at for at, name in enumerate(_NAMES, 1)}
    | {name[:3]: at for at, name in enumerate(_NAMES, 1) if name != "may"}
    | {"sept": 9}
)
_ONES: Final = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBERS: Final = {word: at for at, word in enumerate(_ONES, 1)} | {"couple of": 2, "few": 3}
NUMBER: Final = rf"(?:\d{{1,3}}|{'|'.join(_ONES)})"
_TENS: Final = {"ten": 10, "twenty": 20, "thirty": 30}
_TEENS: Final = dict(
    zip("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(13, 20), strict=True)
)
_SPELLED: Final = re.compile(
    r"\b(?P<century>twenty|nineteen)[ -](?P<tens>ten|twenty|thirty)?[ -]?"
    rf"(?P<ones>{'|'.join([*_ONES, *_TEENS])})?\b",
    re.IGNORECASE,
)
_YEAR: Final = r"(?:1[5-9]|2[01])\d\d"
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_WHEN: Final = (
    r"(?:(?:that )?(?:(?:were|was|are|is|been|got) )?"
    r"(?:published|dated|written|released|appeared|from|out|in)\s+)*(?:the years? )?"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_DATE: Final = r"(?:publication )?(?:year|date)"
_NO_YEAR: Final = _pattern(
    rf"\b(?:undated(?: by year)?|dateless|(?:have|has|had|with|gives?|lists?) no (?:known )?{_DATE}"
    rf"|(?:without|lack(?:s|ing)?|miss(?:es|ing)?) (?:a |an |the |any )?(?:known )?{_DATE}"
    rf"|(?:do|does)(?: not|n't|n’t) have an? {_DATE}|(?:with )?(?:an )?unknown {_DATE}"
    rf"|(?:whose |the )?{_DATE} is (?:unknown|missing|not (?:known|given))"
    rf"|is the {_DATE} (?:unknown|missing|not (?:known|given)))\b"
)
_KNOWN_YEAR: Final = _pattern(
    r"\b(?:with a known (?:date|year)|dated(?= (?:paper|publication|work|article)))\b"
)
_RANGE: Final = _pattern(
    rf"\b{_WHEN}(?:(?:between|from|in|during)\s+)?(?P<first>{_YEAR})\s*(?:[-–—]|to|until|till|through)\s*"
    rf"(?P<last>{_YEAR})\b|\b{_WHEN}between (?P<from>{_YEAR}) and (?P<to>{_YEAR})\b"
)
_SEVERAL: Final = _pattern(
    rf"\b{_WHEN}(?P<years>{_YEAR}(?:, {_YEAR})+,? (?:and|or) {_YEAR})\b(?! (?:or|and)? ?(?:later|newer"
    rf"|earlier|older|after"
    r"|before|onwards))"
)
_BOTH: Final = _pattern(rf"\b(?:both )?{_WHEN}(?:both )(?:from )?(?P<first>{_YEAR}) and (?P<last>{_YEAR})\b")
_EITHER: Final = _pattern(
    rf"\b{_WHEN}(?:either )?(?P<first>{_YEAR}) (?:or|and)"
    rf" (?:from |in )?(?P<last>{_YEAR})\b(?! (?:or|and)? ?(?:later|newer|after|onwards))"
)
_RELATIVE: Final = _pattern(
    r"\b(?:from |in |within |of |over |during )*(?:the |these )?"
    r"(?:last|past|recent|most recent|latest|previous) "
    rf"(?:(?P<number>{NUMBER}|few|couple of) )?years?\b"
)
_AFTER: Final = r"(?P<after>after|later than|newer than|more recent than|past|following)"
_BEFORE: Final = r"(?P<before>before|prior to|earlier than|older than|preceding)"
_SINCE: Final = r"(?P<since>since|starting (?:in|from)|as of)"
_UNTIL: Final = r"(?P<until>up to(?: and including)?|until|till|through|by the end of|no later than)"
_BOUND: Final = _pattern(
    rf"\b{_WHEN}(?:{_AFTER}|{_BEFORE}|{_SINCE}|{_UNTIL})\s+(?:{_MONTH}(?:,? (?:of )?)?)?(?P<year>\d{{4,}})?\b"
)
_ONWARDS: Final = _pattern(
    rf"\b{_WHEN}(?:{_MONTH},? )?(?P<year>{_YEAR})"
    r"(?P<until> or (?:earlier|before|older)| and (?:earlier|before))?"
    r"(?(until)| (?:onwards?|on(?=\s*(?:$|[?.!,;]))|or (?:later|newer|after)|and (?:later|after|newer"
    r"|onwards)))"
    r"(?!\w|\s+\d)"
)
_DECADE: Final = _pattern(
    rf"\b{_WHEN}(?:(?P<since>since|after)|(?P<before>before|until|prior to)|(?:during|in|of|from))?"
    rf" ?(?:the )?"
    r"(?P<decade>(?:19|20)\d0)['’]?s\b"
)
_PART_OF_DECADE: Final = _pattern(
    r"\b(?:early|mid|late|start of|beginning of|end of)[ -](?:the )?\d{3}0['’]?s\b"
    r"|\b(?:early|mid|late)[ -]\d{4}\b|\b(?:half|quarter|start|beginning|middle) of (?:the year )?\d{4}\b"
)
_DAY: Final = _pattern(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?!\w)|\b{_MONTH.replace('<month>', '<named>')} \d{{1,2}}"
    r"(?:st|nd|rd|th)?\b(?!\d)|\b\d{4}-\d{2}-\d{2}\b"
)
_INCLUSIVE: Final = _pattern(r"\((?:both )?inclusive\)|,? (?:both )?inclusive(?:ly)?\b")
_MONTH_OF: Final = _pattern(rf"\b{_WHEN}{_MONTH},? (?:of )?(?P<year>{_YEAR})\b")
_YEAR_ALONE: Final = _pattern(
    rf"\b{_WHEN}(?:(?:during|in|for|of) )?(?:the year )?(?P<year>{_YEAR})(?:'s)?\b(?![.\w])"
)
_MONTH_ALONE: Final = _pattern(rf"\b{_WHEN}(?:in|from|of|during) {_MONTH}(?=[\s?!.,]|$)")
_ODD_YEAR: Final = _pattern(
    r"\b(?:(?:that )?(?:were |was |are )?(?:published |dated |written |released )?"
    r"(?:in|from|since|before|after|until|by)|year)\s+(?:the year )?(?P<year>\d{3,})\b"
)


def read_dates(draft: Draft, last_year: int | None) -> str | None:
    """Move the dates of the question into conditions. A year that cannot be is returned as it stands."""
    draft.text = _SPELLED.sub(_digits, draft.text)
    draft.take(_NO_YEAR, lambda _: NoYear())
    draft.take(_KNOWN_YEAR, lambda _: Years())
    draft.take(
        _SEVERAL, lambda match: AnyOf(of=tuple(_one(year) for year in re.findall(r"\d{4}", match["years"])))
    )
    draft.take(_BOTH, lambda match: AllOf(of=(_one(match["first"]), _one(match["last"]))))
    draft.take(_RANGE, _range)
    draft.take(_DECADE, _decade)
    if draft.conditions:
        draft.drop(_INCLUSIVE)
    draft.take(_EITHER, lambda match: AnyOf(of=(_one(match["first"]), _one(match["last"]))))
    draft.take(_RELATIVE, lambda match: _relative(draft, match, last_year))
    draft.take(_ONWARDS, _onwards)
    draft.take(_BOUND, _bound)
    draft.take(
        _MONTH_OF, lambda match: AllOf(of=(_one(match["year"]), Months(months=(_month(match["month"]),))))
    )
    draft.take(_YEAR_ALONE, lambda match: _one(match["year"]))
    draft.take(_MONTH_ALONE, lambda match: Months(months=(_month(match["month"]),)))
    odd = _ODD_YEAR.search(draft.text)
    draft.drop(_ODD_YEAR)
    return odd["year"] if odd else None


def has_finer_date(text: str) -> bool:
    """Whether the text names a day or a part of a decade, which no condition can say."""
    return _DAY.search(text) is not None or _PART_OF_DECADE.search(text) is not None


def _decade(match: re.Match[str]) -> Condition:
    first = int(match["decade"])
    if match["before"]:
        return Years(last=first + 9 if match["before"].lower() == "until" else first - 1)
    if match["since"]:
        return Years(first=first if match["since"].lower() == "since" else first + 10)
    return Years(first=first, last=first + 9)


def _digits(match: re.Match[str]) -> str:
    tens, ones = match["tens"], match["ones"]
    if not tens and not ones:
        return match.group()
    small = (ones or "").lower()
    number = _TENS.get((tens or "").lower(), 0) + {**NUMBERS, **_TEENS}.get(small, 0)
    century = 2000 if match["century"].lower() == "twenty" else 1900
    return str(century + number) if number >= 10 else match.group()


def _one(year: str) -> Years:
    return Years(first=int(year), last=int(year))


def _month(name: str) -> int:
    return MONTHS[name.lower()]


def _range(match: re.Match[str]) -> Condition:
    first, last = sorted((int(match["first"] or match["from"]), int(match["last"] or match["to"])))
    return Years(first=first, last=last)


def _relative(draft: Draft, match: re.Match[str], last_year: int | None) -> Condition | None:
    if last_year is None:
        return None
    word = (match["number"] or "one").lower()
    if match["number"] is None and match.group().rstrip().endswith("years"):
        word = "few"
    years = int(word) if word.isdigit() else NUMBERS[word]
    first = max(0, last_year - max(years, 1) + 1)
    span = f"{first}–{last_year}" if first != last_year else str(last_year)
    draft.notes.append(
        f"“{match.group().strip(' ·')}” was read as {span}, counted back from the newest dated paper here."
    )
    return Years(first=first, last=last_year)


def _onwards(match: re.Match[str]) -> Condition:
    year = int(match["year"])
    if match["until"]:
        return Years(last=year)
    return _since(year, _month(match["month"]) if match["month"] else None)


def _bound(match: re.Match[str]) -> Condition | None:
    month = _month(match["month"]) if match["month"] else None
    if match["year"] is None:
        return _months_only(match, month) if month else None
    year = int(match["year"])
    if not 1 <= year <= 9998:
        return None
    if match["since"]:
        return _since(year, month)
    if match["after"]:
        return Years(first=year + 1) if month is None else _since(year, month + 1)
    if match["before"]:
        return Years(last=year - 1) if month is None else _until(year, month - 1)
    return _until(year, month)


def _months_only(match: re.Match[str], month: int) -> Condition | None:
    first, last = 1, 12
    if match["since"]:
        first = month
    elif match["after"]:
        first = month + 1
    elif match["before"]:
        last = month - 1
    else:
        last = month
    months = tuple(range(first, last + 1))
    return Months(months=months) if months else Not(of=Months(months=tuple(range(1, 13))))


def _since(year: int, month: int | None) -> Condition:
    if month is None or month == 1:
        return Years(first=year)
    rest = Months(months=tuple(range(month, 13)))
    later = Years(first=year + 1)
    return later if month > 12 else AnyOf(of=(later, AllOf(of=(_one(str(year)), rest))))


def _until(year: int, month: int | None) -> Condition:
    if month is None or month == 12:
        return Years(last=year)
    earlier = Years(last=year - 1)
    rest = Months(months=tuple(range(1, month + 1)))
    return earlier if month < 1 else AnyOf(of=(earlier, AllOf(of=(_one(str(year)), rest))))
