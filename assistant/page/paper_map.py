"""The papers on a plane, near where their titles mean alike: the first two principal components."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.page.escaping import escape
from vectorstore import Paper

FEWEST = 3
CROWDED = 300
"""Papers from which on dots are drawn smaller."""
MOST = 2_000
"""Papers on a map; of a larger library the newest. Each costs about two milliseconds, once."""


class Embedder(Protocol):
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperMap:
    """`points` are x and y of each paper, 0…1; `explained` is the share of the variance they show, 0…1."""

    papers: tuple[Paper, ...]
    points: NDArray[np.float64]
    explained: float
    left_out: int = 0


def paper_map(papers: Sequence[Paper], library: Embedder) -> PaperMap | None:
    """The map; None for fewer than FEWEST papers. The same papers always give the same map.

    PCA by singular value decomposition of the centred title vectors (Jolliffe, Principal Component
    Analysis, 2002, 3.5); each axis is turned so that its largest loading is positive.
    """
    if len(papers) < FEWEST:
        return None
    newest = sorted(papers, key=lambda paper: -(paper.year or 0))[:MOST]
    vectors = np.asarray(library.embed([paper.title for paper in newest]), dtype=np.float64)
    centred = vectors - vectors.mean(axis=0)
    _, strengths, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2]
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
    points = centred @ axes.T
    low, high = points.min(axis=0), points.max(axis=0)
    spread = np.where(high - low > 1e-9, high - low, 1.0)
    variance = float((strengths**2).sum())
    return PaperMap(
        papers=tuple(newest),
        points=(points - low) / spread,
        explained=float((strengths[:2] ** 2).sum()) / variance if variance > 0 else 1.0,
        left_out=len(papers) - len(newest),
    )


def map_html(chart: PaperMap) -> str:
    """The map: a button a paper, placed in parts of the width and the height."""
    dots = "".join(
        _dot(paper, float(x), float(y), first=at == 0)
        for at, (paper, (x, y)) in enumerate(zip(chart.papers, chart.points, strict=True))
    )
    left_out = f" The newest {len(chart.papers):,} papers are shown." if chart.left_out else ""
    return (
        '<figure class="plot map"><figcaption>Papers by meaning</figcaption>'
        f'<div id="map" role="group"{" class=crowded" if len(chart.papers) > CROWDED else ""} '
        f'aria-label="Map of {len(chart.papers):,} papers. Arrow keys move, Enter selects.">{dots}'
        '<span class="brush" hidden></span></div>'
        '<p class="note">Papers whose titles mean alike lie near each other. Point at a dot to see which '
        "paper it is; press it, or draw a frame around several, to select. The two directions show "
        f"{chart.explained:.0%} of the differences between the titles.{left_out}</p></figure>"
    )


def _dot(paper: Paper, x: float, y: float, *, first: bool) -> str:
    year = str(paper.year) if paper.year is not None else "year not given"
    return (
        f'<button type="button" class="dot" style="--x:{x:.4f};--y:{1 - y:.4f}" '
        f'data-paper="{paper.paper_id}" tabindex="{0 if first else -1}" aria-pressed="false" '
        f'aria-label="{escape(paper.title)} ({year})"></button>'
    )
