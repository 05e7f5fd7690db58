"""A claim is supported by words that hold its numbers, names, polarity and direction; by nothing less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.support import SUPPORTED_FROM, check

EVIDENCE = (
    "On three benchmarks ZebraNet reduces the error rate from 12.5% to 8%, without extra training data."
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (EVIDENCE, "supported"),
        ("ZebraNet reduces the error rate from 12.5% to 8%.", "supported"),
        ("ZebraNet reduces the error rate to 8% on the benchmarks.", "supported"),
        ("ZebraNet reduces the error rate from 12.5% to 6%.", "unsupported"),
        ("ZebraNet reduces the error rate from 8% to 12.5%.", "unsupported"),
        ("LionNet reduces the error rate from 12.5% to 8%.", "unsupported"),
        ("ZebraNet increases the error rate from 12.5% to 8%.", "contradicted"),
        ("ZebraNet was trained on satellite pictures of cities.", "unsupported"),
        ("", "unsupported"),
        ("12.5% 8%", "unsupported"),
    ],
)
def test_verdicts(claim: str, verdict: str) -> None:
    assert check(claim, EVIDENCE).verdict == verdict


@given(st.text(), st.text())
def test_any_two_texts_get_a_verdict_and_a_probability(claim: str, evidence: str) -> None:
    found = check(claim, evidence)
    assert 0 <= found.support <= 1
    assert (found.verdict == "supported") == (found.support >= SUPPORTED_FROM)


def test_a_claim_of_thousands_of_words_is_refused_quickly() -> None:
    assert check("unicorns " * 5000, EVIDENCE).verdict == "unsupported"
