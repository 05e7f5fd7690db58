from assistant.page.answer_text import Anchors, answer_html
from tests.assistant.page.samples import HOSTILE, ZEBU, cited
from tests.papers import paper

ANCHORS = Anchors(prefix="t0")
LITRES = cited(ZEBU, "The Zebu kettle boils 12 litres in 3 minutes.")
QUIET = cited(ZEBU, "It is quiet.")


def test_a_marker_links_to_its_source_and_says_whose_it_is() -> None:
    html = answer_html("It is quiet. [1]", [QUIET], ANCHORS)
    assert 'href="#t0-1"' in html
    assert 'aria-label="Source 1: Zebu: A Fast Kettle"' in html
    assert html.startswith("<p>It is quiet. <a ")


def test_a_marker_points_at_the_quote_its_sentence_rests_on() -> None:
    html = answer_html("It is quiet. [1] It boils 12 litres in 3 minutes. [1]", [LITRES, QUIET], ANCHORS)
    assert html.index('data-quote="t0-1-1"') < html.index('data-quote="t0-1-0"')


def test_a_number_that_names_no_source_stays_text() -> None:
    assert answer_html("As in [7].", [QUIET], ANCHORS) == "<p>As in [7].</p>"


def test_markup_of_every_kind_is_shown_as_its_characters() -> None:
    html = answer_html(f"{HOSTILE} [1]", [QUIET], ANCHORS)
    assert "<img" not in html
    assert html.count("<a ") == 1
    for characters in (
        "&lt;img src=x onerror=alert(1)&gt;",
        "[link](javascript:alert(1))",
        "$x^2$",
        "${1+1}",
    ):
        assert characters in html


def test_lines_with_bullets_are_a_list_and_blank_lines_part_paragraphs() -> None:
    html = answer_html("Two:\n- one\n2. two\n\nEnd", [], ANCHORS)
    assert html == "<p>Two:</p><ul><li>one</li><li>two</li></ul><p>End</p>"


def test_a_long_run_of_markers_is_folded_and_none_is_lost() -> None:
    papers = [paper(f"Kettle {number}", "It boils.") for number in range(1, 21)]
    citations = [cited(each, "It boils.", number) for number, each in enumerate(papers, 1)]
    text = "There are 20 kettles. " + "".join(f"[{number}]" for number in range(1, 21))
    html = answer_html(text, citations, ANCHORS)
    assert html.count('class="cite"') == 20
    assert "+16" in html
    assert html.index(">4</a>") < html.index("+16") < html.index(">5</a>")
    assert "hidden" not in answer_html("Five. [1][2][3][4][5]", citations, ANCHORS)
