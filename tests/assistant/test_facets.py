"""A question about several things that no one paper holds is answered thing by thing."""

from assistant.facets import facets
from assistant.question import analyse
from tests.papers import paper
from vectorstore import Library

SWAP = paper("Swap and Fix: A Defense", "Swap and Fix is a defense against poisoned hives.")
NET = paper("BeeNet counts bees", "BeeNet counts bees at the gate of poisoned hives.")
BOTH = paper("BeeNet and WaspNet compared", "BeeNet and WaspNet count insects.")


def stems(question: str, *papers: object, library: Library) -> list[set[str]]:
    found = facets(analyse(question, library), papers)  # type: ignore[arg-type]  # papers
    return [{term.stem for term in facet.terms} for facet in found]


def test_the_head_of_a_title_and_a_name_are_two_things(library: Library) -> None:
    found = stems("How do Swap and Fix and BeeNet treat poisoned hives?", SWAP, NET, library=library)
    assert found == [{"swap", "fix", "treat", "poison", "hive"}, {"beenet", "treat", "poison", "hive"}]


def test_one_thing_is_one_question(library: Library) -> None:
    assert len(stems("What does BeeNet count?", SWAP, NET, library=library)) == 1


def test_a_paper_that_holds_both_things_answers_for_both(library: Library) -> None:
    assert len(stems("What do BeeNet and WaspNet count?", BOTH, NET, library=library)) == 1


def test_names_alone_are_asked_for_an_overview(library: Library) -> None:
    made = facets(analyse("Compare WaspNet and BeeNet", library), [NET, paper("Wasps", "WaspNet is small.")])
    assert {facet.wants for facet in made} == {"overview"}


def test_coordinated_parts_are_answered_by_the_papers_that_cover_them(library: Library) -> None:
    papers = library.papers()
    asked = analyse("dances of bees in glass hives and trails of ants on hot sand", library)
    parts = facets(asked, papers)
    assert [part.text for part in parts] == ["dances of bees in glass hives", "trails of ants on hot sand"]


def test_parts_that_one_paper_covers_or_none_stay_together(library: Library) -> None:
    papers = library.papers()
    for text in ("bees in glass hives and rain", "bees in glass hives and their wages in Norway"):
        asked = analyse(text, library)
        assert facets(asked, papers) == (asked,)


def test_a_facet_keeps_to_its_own_thing(library: Library) -> None:
    asked = analyse("What do WhaleNet and HiveCam do?", library)
    first, second = facets(asked, library.papers())
    assert "HiveCam" not in first.text
    assert "WhaleNet" not in second.text
    assert first.about != second.about
