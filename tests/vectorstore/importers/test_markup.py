import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.importers.markup import markup_to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Tides <i>turn</i>.</p>", "Tides turn."),
        ("<jats:p>A &amp; B</jats:p><jats:p>C</jats:p>", "A & B\nC"),
        ("&lt;jats:p&gt;escaped twice &amp;amp; read&lt;/jats:p&gt;", "escaped twice & read"),
        ("H<sub>2</sub>O at 10<sup>-3</sup>, 4<sup>th</sup>", "H₂O at 10⁻³, 4th"),
        ("<script>alert(1)</script>x<!-- note -->", "x"),
        ("a < b and c > d", "a < b and c > d"),
        ("p<0.05 and q>0.1", "p<0.05 and q>0.1"),
        ("AT&T, R&D; Q&A", "AT&T, R&D; Q&A"),
        ("<unknown>stays</unknown>", "<unknown>stays</unknown>"),
        ('<a href="https://a.org">link</a>', "link"),
    ],
)
def test_markup_becomes_text(source: str, text: str) -> None:
    assert markup_to_text(source) == text


@given(st.text(alphabet="<>/&;#pisub x=\"'1\n", max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    markup_to_text(text)


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "<p " * 60_000, "<!--" * 50_000, "&" * 200_000, "<sub>" * 40_000]
)
def test_broken_markup_is_read_in_bounded_time(text: str) -> None:
    markup_to_text(text)
