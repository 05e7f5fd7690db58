import numpy as np
import pytest

from assistant.page import paper_map as module
from assistant.page.paper_map import map_html, paper_map
from tests.assistant.page.assistants import WordEmbedder
from tests.assistant.page.samples import HOSTILE
from tests.papers import paper

KETTLES = [paper(f"Kettles boil water number {at}", "It boils.") for at in range(4)]
WHALES = [paper(f"Whales sing songs at night {at}", "They sing.", date=None) for at in range(4)]


def test_papers_with_like_titles_lie_nearer_than_others() -> None:
    chart = paper_map([*KETTLES, *WHALES], WordEmbedder())
    assert chart is not None
    kettles, whales = chart.points[:4, 0], chart.points[4:, 0]
    assert np.ptp(kettles) < 0.5 < abs(kettles.mean() - whales.mean())
    assert 0 < chart.explained <= 1
    assert chart.points.min() >= 0
    assert chart.points.max() <= 1


def test_the_same_papers_give_the_same_map() -> None:
    first, second = (paper_map([*KETTLES, *WHALES], WordEmbedder()) for _ in range(2))
    assert first is not None
    assert second is not None
    assert np.array_equal(first.points, second.points)


def test_too_few_papers_have_no_map_and_equal_titles_do_not_break_it() -> None:
    assert paper_map(KETTLES[:2], WordEmbedder()) is None
    same = paper_map([KETTLES[0]] * 3, WordEmbedder())
    assert same is not None
    assert np.isfinite(same.points).all()


def test_a_large_library_shows_the_newest_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 4)
    chart = paper_map([*WHALES, *KETTLES], WordEmbedder())
    assert chart is not None
    assert set(chart.papers) == set(KETTLES)
    assert chart.left_out == 4
    assert "The newest 4 papers are shown" in map_html(chart)


def test_each_dot_names_its_paper_and_an_unknown_year_as_such() -> None:
    chart = paper_map([*WHALES, paper(HOSTILE, "x")], WordEmbedder())
    assert chart is not None
    html = map_html(chart)
    assert html.count('class="dot"') == 5
    assert html.count('tabindex="0"') == 1
    assert "Whales sing songs at night 0 (year not given)" in html
    assert "<img" not in html
