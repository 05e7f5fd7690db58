"""The exact layer: numbers and what they belong to, names, negation, direction, strength."""

import pytest

from assistant.grounding.exact import Findings, examine

TRIAL = (
    "OtterNet lowers the error rate from 12.5% to 8% on three benchmarks.",
    "It needs 40 GPU hours, whereas the Convolutional Otter Baseline (COB) needs 90.",
    "Training on noisy labels may reduce accuracy, and no benchmark improved without pretraining.",
)


def found(claim: str, sentences: tuple[str, ...] = TRIAL) -> Findings:
    return examine(claim, sentences, range(len(sentences)))


@pytest.mark.parametrize(
    "claim",
    [
        "OtterNet lowers the error rate to 8 percent.",
        "The error rate falls from 12.5 percent to 0.08.",
        "OtterNet was tested on 3 benchmarks.",
        "OtterNet needs about 41 GPU hours.",
        "The baseline needs over 80 GPU hours.",
        "The baseline needs less than 100 GPU hours.",
    ],
)
def test_a_number_that_is_stated_in_other_words_is_no_objection(claim: str) -> None:
    assert not found(claim).missing_numbers


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        ("OtterNet lowers the error rate to 6%.", "6%"),
        ("OtterNet was tested on four benchmarks.", "four"),
        ("OtterNet needs about 60 GPU hours.", "60"),
        ("The baseline needs over 100 GPU hours.", "100"),
        ("OtterNet lowers the error rate by 40%.", "40%"),
    ],
)
def test_a_number_that_is_not_stated_is_missing(claim: str, number: str) -> None:
    assert found(claim).missing_numbers == (number,)
    assert found(claim).missing


def test_a_number_that_is_stated_of_something_else_is_misplaced() -> None:
    swapped = "The Convolutional Otter Baseline needs 40 GPU hours."
    sentences = (
        "OtterNet training took 40 hours.",
        "The Convolutional Otter Baseline COB needs 90 GPU hours.",
    )
    assert found(swapped, sentences).misplaced_numbers == ("40",)
    assert not found("OtterNet training took 40 hours.", sentences).misplaced_numbers


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("BeaverNet lowers the error rate.", ("BeaverNet",)),
        ("OtterNet lowers the error rate on ImageNet.", ("ImageNet",)),
        ("COB needs 90 GPU hours.", ()),
        ("The error of Otternet falls.", ()),
        ("Otter-Net lowers the error rate.", ()),
    ],
)
def test_a_name_that_is_not_there_is_missing(claim: str, names: tuple[str, ...]) -> None:
    assert found(claim).missing_names == names


def test_initials_of_words_that_stand_together_hold_a_short_form() -> None:
    assert not found("FPL saves traffic.", ("Federated patch learning saves traffic.",)).missing_names
    assert found("FML saves traffic.", ("Federated patch learning saves traffic.",)).missing_names


def test_negation_in_one_of_both_is_seen() -> None:
    assert found("The calves were harmed.", ("The calves were not harmed.",)).denied
    assert found("Rain does not stop dances.", ("Rain stops dances.",)).denied
    assert not found("The calves were not harmed.", ("The calves were not harmed.",)).denied


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Noise increases the error rate.", "Noise decreases the error rate."),
        ("The new method is less effective.", "The new method is more effective."),
        ("It works with labels.", "It works without labels."),
        ("The difference was insignificant.", "The difference was significant."),
    ],
)
def test_the_other_way_round_is_seen(claim: str, evidence: str) -> None:
    assert found(claim, (evidence,)).opposed
    assert not found(evidence, (evidence,)).opposed


def test_stronger_words_than_the_evidence_has_are_seen() -> None:
    assert found("All whales sing.", ("Some whales sing.",)).overstated == ("all",)
    assert found("Noise reduces accuracy.").unguarded
    assert not found("Noise may reduce accuracy.").unguarded


def test_each_objection_is_said_in_words() -> None:
    reasons = found("BeaverNet lowers the error rate to 6%.").reasons
    assert any("6%" in reason for reason in reasons)
    assert any("BeaverNet" in reason for reason in reasons)


def test_numbers_that_are_given_respectively_stay_with_their_names() -> None:
    sentences = ("The accuracies on PondBench and LakeBench are 91% and 74%, respectively.",)
    assert found("The accuracy is 74% on PondBench.", sentences).misplaced_numbers == ("74%",)
    crossed = found("It reaches 74% on PondBench and 91% on LakeBench.", sentences).misplaced_numbers
    assert crossed == ("74%", "91%")
    assert not found("It reaches 91% on PondBench and 74% on LakeBench.", sentences).misplaced_numbers


@pytest.mark.parametrize("claim", ["It is the third benchmark of ponds.", "It serves billions of fish."])
def test_ranks_and_magnitudes_are_numbers(claim: str) -> None:
    assert found(claim, ("It is the first benchmark of ponds and serves millions of fish.",)).missing


def test_a_long_form_that_is_not_there_is_missing() -> None:
    sentences = ("Careful Otter Baseline (COB) is a method.",)
    assert found("COB stands for Clever Otter Bridge.", sentences).missing_names == ("Clever", "Bridge")
    assert not found("COB stands for Careful Otter Baseline.", sentences).missing_names
    assert not found("Swimming With Otters", sentences).missing_names, "a title in capitals names nothing"
