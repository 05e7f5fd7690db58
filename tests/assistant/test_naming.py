"""A sentence that opens with a pronoun is given its paper's name, outside the quote."""

from assistant.chain import Assistant
from assistant.naming import short_name


def test_a_short_name_is_the_titles_head_else_its_first_name_else_its_beginning() -> None:
    assert short_name("WhaleNet: Listening to Whales") == "WhaleNet"
    assert short_name("Why the HiveCam sees bees") == "HiveCam"
    assert short_name("Ant trails on hot sand") == "Ant trails on hot sand"
    assert short_name("Ant trails [3]") == "Ant trails (3)"
    assert len(short_name("Ant trails " * 20)) < 65


def test_a_pronoun_is_given_its_papers_name_and_the_quote_is_left_alone(assistant: Assistant) -> None:
    answer = assistant.ask("How many days does WhaleNet run on a battery?")
    assert answer.text == "[WhaleNet] It runs on a battery for 40 days. [1]"
    assert answer.claims[0].text == answer.citations[0].quote == "It runs on a battery for 40 days."
