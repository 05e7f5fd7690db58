from assistant.answer import SeriesPoint
from assistant.page.plots import MOST_BARS, MOST_NUMBERED, Bar, bar_plot, columns, rows
from tests.assistant.page.samples import HOSTILE


def test_years_stand_as_columns_and_names_as_rows() -> None:
    years = [SeriesPoint(label=str(year), value=2) for year in (2020, 2021)]
    assert "bar-columns" in bar_plot(years, "Number of papers")
    names = [SeriesPoint(label=name, value=1) for name in ("Ann", "Ben")]
    assert "bar-rows" in bar_plot(names, "Number of papers")


def test_many_columns_are_narrow_and_keep_their_numbers() -> None:
    bars = [Bar(label=str(1980 + at), count=at + 1) for at in range(MOST_NUMBERED + 1)]
    assert "narrow" not in columns(bars[1:])
    assert '<ol class="bar-columns narrow">' in columns(bars)
    assert f">{MOST_NUMBERED + 1}<" in columns(bars)


def test_one_number_is_no_plot() -> None:
    assert bar_plot([SeriesPoint(label="2020", value=3)], "Papers") == ""


def test_an_unknown_label_is_named_and_drawn_apart() -> None:
    html = columns([Bar(label="2020", count=4), Bar(label=None, count=2)], "no year")
    assert html.count("bar-item unknown") == 1
    assert "no year" in html
    assert ">0<" not in html


def test_bars_are_in_proportion_and_can_be_read_as_numbers() -> None:
    html = rows([Bar(label="a", count=1000), Bar(label="b", count=250)])
    assert "--part:1.0000" in html
    assert "--part:0.2500" in html
    assert ">1,000<" in html


def test_rows_that_are_not_shown_are_counted() -> None:
    many = [SeriesPoint(label=f"author {at}", value=1) for at in range(MOST_BARS + 7)]
    assert "7 more not shown" in bar_plot(many, "Papers")


def test_a_bar_without_papers_cannot_be_pressed() -> None:
    html = rows([Bar(label="a", count=0, value="year:a"), Bar(label="b", count=1, value="year:b")])
    assert html.count("<button") == 1
    assert 'aria-label="b: 1 paper. Select"' in html


def test_hostile_labels_are_shown_not_run() -> None:
    assert "<img" not in rows([Bar(label=HOSTILE, count=1, value=f"author:{HOSTILE}")])
