"""Plots of the HTML page as inline SVG, and its style."""

from collections.abc import Sequence
from html import escape

from evals.summary import KindSummary, MetricSummary

STYLE = """
:root{color-scheme:light dark;--line:#8886;--good:#1a7f45;--bad:#c0362c;--dim:#777}
body{font:15px/1.5 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:auto;padding:1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.2rem .5rem;
text-align:left;vertical-align:top}.headline{font-weight:600;font-size:1.2rem}
.passed.headline{color:var(--good)}.failed.headline,tr.failed td{color:var(--bad)}
article{border:1px solid var(--line);border-radius:.4rem;padding:.2rem 1rem;margin:.8rem 0;
overflow-wrap:anywhere}article h3{margin:.6rem 0}article p{margin:.4rem 0}.answer{white-space:pre-line}
.reasons{color:var(--bad);margin:.4rem 0;padding-left:1.2rem}nav a{margin-right:.8rem}
blockquote{border-left:3px solid var(--line);margin:.4rem 0;padding-left:.8rem}
mark{background:#f5d76e66;color:inherit}summary{cursor:pointer}
.withheld,.other{color:var(--dim)}.plot{overflow-x:auto}.plot svg{width:100%;min-width:46rem;height:auto}
svg text{font:12px system-ui;fill:currentColor}
"""

_WIDTH, _LABEL, _ROW = 900, 300, 24


def interval_plot(summaries: Sequence[MetricSummary]) -> str:
    """Each metric's value as a dot on its 95 % interval, 0 to 1; numbers beyond 1 are only written."""
    rows: list[str] = []
    for summary in summaries:
        if not summary.scored + summary.unscored:
            continue
        y = len(rows) * _ROW + 16
        arrow = "↑" if summary.metric.better == "higher" else "↓"
        label = f'<text x="0" y="{y + 4}">{escape(summary.metric.title)} {arrow}</text>'
        found = summary.estimate
        if found is None:
            rows.append(f'{label}<text x="{_LABEL}" y="{y + 4}">unscored ({summary.unscored} cases)</text>')
            continue
        change = summary.difference
        text = f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}] n={summary.scored}"
        text += f" Δ {change.value:+.3f}" if change else ""
        plot = ""
        if found.low >= 0 and found.high <= 1:
            low, high, at = (_x(value) for value in (found.low, found.high, found.value))
            plot = (
                f'<line x1="{_x(0)}" x2="{_x(1)}" y1="{y}" y2="{y}" stroke="#8884"/>'
                f'<line x1="{low}" x2="{high}" y1="{y}" y2="{y}" stroke="#3b76c9" stroke-width="5"/>'
                f'<circle cx="{at}" cy="{y}" r="5" fill="#1d4f91"/>'
            )
        rows.append(f'{label}{plot}<text x="{_LABEL + 320}" y="{y + 4}">{escape(text)}</text>')
    return _svg(rows, "Metrics with 95 % intervals")


def kind_plot(kinds: Sequence[KindSummary]) -> str:
    """Passed, failed and unscored cases of each kind as a bar."""
    rows: list[str] = []
    for kind in kinds:
        y, x = len(rows) * _ROW + 8, float(_LABEL)
        bars = ""
        for count, colour in (
            (kind.passed, "#1a7f45"),
            (kind.failed, "#c0362c"),
            (kind.unscored + kind.skipped, "#8888"),
        ):
            width = 300 * count / kind.cases if kind.cases else 0
            bars += f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="14" fill="{colour}"/>'
            x += width
        text = f"{kind.passed} of {kind.cases} passed" + (f", {kind.skipped} skipped" if kind.skipped else "")
        rows.append(
            f'<text x="0" y="{y + 12}">{escape(kind.kind)}</text>{bars}'
            f'<text x="{_LABEL + 320}" y="{y + 12}">{text}</text>'
        )
    return _svg(rows, "Cases by kind")


def reliability_plot(bins: Sequence[tuple[float, float, int]], title: str) -> str:
    """Share supported (y) by predicted support (x), a dot a bin, its area growing with the bin's count."""
    most = max((count for _, _, count in bins), default=1)
    dots = "".join(
        f'<circle cx="{30 + 240 * predicted:.1f}" cy="{260 - 240 * observed:.1f}" '
        f'r="{3 + 9 * (count / most) ** 0.5:.1f}" fill="#3b76c9a0"><title>{count}</title></circle>'
        for predicted, observed, count in bins
    )
    return (
        f'<svg viewBox="0 0 300 300" role="img" aria-label="{escape(title)}" style="max-width:20rem">'
        '<rect x="30" y="20" width="240" height="240" fill="none" stroke="#8888"/>'
        '<line x1="30" y1="260" x2="270" y2="20" stroke="#8888" stroke-dasharray="4"/>'
        f'{dots}<text x="30" y="14">{escape(title)}</text><text x="90" y="285">predicted support</text></svg>'
    )


def _x(value: float) -> str:
    return f"{_LABEL + 300 * value:.1f}"


def _svg(rows: Sequence[str], title: str) -> str:
    height = len(rows) * _ROW + 10
    return (
        f'<div class="plot"><svg viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">{"".join(rows)}</svg></div>'
    )
