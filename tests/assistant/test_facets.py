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
