from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.escaping import counted, escape, link, web_address
from tests.assistant.page.samples import HOSTILE


@given(st.text())
def test_escaped_text_has_no_markup_and_reads_the_same(text: str) -> None:
    escaped = escape(text)
    assert not set("<>\"'") & set(escaped)
    assert [character for character in unescape(escaped) if character.isprintable()] == [
        character for character in text if character.isprintable()
    ]


def test_direction_overrides_cannot_turn_a_title_around() -> None:
    assert escape("abc\u202edef") == "abcdef"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.test",
        "/local",
        "http:",
        "",
        None,
    ],
)
def test_an_address_that_is_no_web_page_is_not_linked(address: str | None) -> None:
    assert web_address(address) is None
    assert "<a" not in link(address, "title")


def test_a_link_holds_its_address_and_label_as_text() -> None:
    html = link('https://example.org/"onmouseover=alert(1)', HOSTILE)
    assert 'href="https://example.org/&quot;onmouseover=alert(1)"' in html
    assert "<img" not in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_counts_read_as_english() -> None:
    assert [counted(number, "paper") for number in (0, 1, 1200)] == ["0 papers", "1 paper", "1,200 papers"]
