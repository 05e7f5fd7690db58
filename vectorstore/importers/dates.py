"""Dates as exports write them, as far as they are given; nothing is filled in."""

import re
from datetime import datetime

from dateutil import parser as dateutil_parser

from vectorstore.records import PartialDate

_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    "january|february|march|april|may|june|july|august|september|october|november|december",
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
)
_MONTH = {name: number for names in _MONTHS for number, name in enumerate(names.split("|"), start=1)}
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
# 2022-03-18, 2022/03/18, 2022/3/, 2022/03/18/epub, 20220318, 2022-03-18T00:00:00Z
_ISO = re.compile(
    rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})?(?:[-/.](?P<day>\d{{1,2}})?(?:[/T ].*)?)?)?", re.DOTALL
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)")
_ANY_YEAR = re.compile(rf"(?<![\d.]){_YEAR}(?![\d.]*\d)")
_MONTH_NAME = re.compile(r"[^\W\d_]{3,10}")
_TWO_MONTHS = re.compile(r"[^\W\d_]{3,10}\.?\s*[-–/]\s*[^\W\d_]{3,10}")


def date_of(text: str) -> PartialDate | None:
    """The date in a text such as `2022-03-18`, `2022/03//`, `2019 Jan-Feb`, `18 March 2022`, `c2003`.

    Parts that are missing, impossible, or ambiguous (`03/04/2020`) stay unknown; a text without a year
    gives None.
    """
    text = text.strip()[:100]
    match = _COMPACT.fullmatch(text) or _ISO.fullmatch(text)
    if match is not None:
        return date_of_parts(match["year"], match["month"], match["day"])
    year = _ANY_YEAR.search(text)
    if year is None:
        return None
    month = None if _TWO_MONTHS.search(text) else _month_in(text)
    if month is None:
        return PartialDate(year=int(year["year"]))
    return date_of_parts(year["year"], str(month), _day_in(text))


def date_of_parts(
    year: str | int | None, month: str | int | None = None, day: str | int | None = None
) -> PartialDate | None:
    """A date of parts that may be missing or impossible; a month may be a number or a name."""
    number = _number(year)
    if number is None or not 1000 <= number <= 9999:
        return None
    month_number = _month_of(month)
    if month_number is None:
        return PartialDate(year=number)
    day_number = _number(day)
    try:
        if day_number is not None:
            datetime(number, month_number, day_number)
    except ValueError:
        day_number = None
    return PartialDate(year=number, month=month_number, day=day_number)


def _month_of(month: str | int | None) -> int | None:
    number = _number(month)
    if number is None:
        return None if month is None else _MONTH.get(str(month).strip().strip(".").lower())
    return number if 1 <= number <= 12 else None


def _month_in(text: str) -> int | None:
    months = {_MONTH[word] for word in (w.lower() for w in _MONTH_NAME.findall(text)) if word in _MONTH}
    return months.pop() if len(months) == 1 else None


def _day_in(text: str) -> str | None:
    """The day that dateutil reads, if it does so whatever the default day is."""
    days = set()
    for default in (datetime(2000, 1, 1), datetime(2000, 1, 2)):
        try:
            days.add(dateutil_parser.parse(text, default=default).day)
        except (ValueError, OverflowError):
            return None
    return str(days.pop()) if len(days) == 1 else None


def _number(value: str | int | None) -> int | None:
    if isinstance(value, int):
        return value
    text = (value or "").strip()
    return int(text) if text.isdecimal() and len(text) <= 4 else None
