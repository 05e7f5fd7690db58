"""Counts as bars, in HTML: text stays text, a screen reader reads a list of names and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import SeriesPoint
from assistant.page.escaping import counted, escape

MOST_BARS = 15
MOST_COLUMNS = 60
MOST_NUMBERED = 16
"""Columns that have room for their numbers; of more, the number shows when one is pointed at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """`label` None stands for papers whose record lacks it, and is drawn apart, never as a zero.

    `value` is what pressing the bar tells the page; empty: it cannot be pressed.
    """

    label: str | None
    count: float
    value: str = ""


def bar_plot(series: Sequence[SeriesPoint], caption: str) -> str:
    """The plot of an answer's numbers: columns for a run of years, else rows. Nothing without two points."""
    if len(series) < 2:
        return ""
    bars = [Bar(label=point.label, count=point.value) for point in series]
    if all(point.label.isdigit() and len(point.label) == 4 for point in series):
        return figure(caption, columns(bars))
    return figure(caption, rows(bars), bars[MOST_BARS:])


def figure(caption: str, plot: str, left_out: Sequence[Bar] = ()) -> str:
    """A plot under its name, which says how many bars it leaves out."""
    more = f" <span>({len(left_out):,} more not shown)</span>" if left_out else ""
    return f'<figure class="plot"><figcaption>{escape(caption)}{more}</figcaption>{plot}</figure>'


def rows(bars: Sequence[Bar], unknown: str = "not given") -> str:
    """Bars to the right, the first MOST_BARS of them."""
    shown = bars[:MOST_BARS]
    most = max((bar.count for bar in shown), default=0)
    return f'<ol class="bar-rows">{"".join(_bar(bar, most, unknown) for bar in shown)}</ol>'


def columns(bars: Sequence[Bar], unknown: str = "not given") -> str:
    """Bars upwards, the last MOST_COLUMNS of them; labels are thinned where they would run together."""
    shown = bars[-MOST_COLUMNS:]
    most = max((bar.count for bar in shown), default=0)
    step = 1 + len(shown) // 16
    items = [_bar(bar, most, unknown, thin=at % step != 0) for at, bar in enumerate(shown)]
    kind = "bar-columns narrow" if len(shown) > MOST_NUMBERED else "bar-columns"
    return f'<ol class="{kind}">{"".join(items)}</ol>'


def _bar(bar: Bar, most: float, unknown: str, *, thin: bool = False) -> str:
    part = bar.count / most if most else 0.0
    label = unknown if bar.label is None else bar.label
    kind = " unknown" if bar.label is None else ""
    inside = (
        f'<span class="bar-label{" thin" if thin else ""}" dir="auto">{escape(label)}</span>'
        f'<span class="bar"></span><span class="bar-count">{bar.count:,.10g}</span>'
    )
    if bar.value and bar.count:
        name = escape(f"{label}: {counted(int(bar.count), 'paper')}. Select")
        inside = (
            f'<button type="button" data-act="choose" data-value="{escape(bar.value)}" '
            f'aria-label="{name}">{inside}</button>'
        )
    return f'<li class="bar-item{kind}" style="--part:{part:.4f}">{inside}</li>'
