import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.folding import fold, joined_compounds, name_key, replace_surrogates


@pytest.mark.parametrize(
    "spelling",
    [
        "I²F",
        "I$^2$F",
        "I^2F",
        "I^{2}F",
        "$I^2F$",
        r"$\mathrm{I}^{2}$F",
        "I2F",
        "i2f",
        r"$\text{I}^2\text{F}$",
    ],
)
def test_spellings_of_a_superscript_meet(spelling: str) -> None:
    assert fold(spelling).replace("$", "") == "i2f"


@pytest.mark.parametrize(
    ("spelling", "folded"), [("H₂O", "h2o"), ("H_2O", "h2o"), ("$F_1$", "f1"), ("x_{ij}", "xij")]
)
def test_subscripts_join(spelling: str, folded: str) -> None:
    assert fold(spelling).replace("$", "") == folded


def test_names_in_code_keep_their_words_apart() -> None:
    assert fold("batch_size") == "batch_size"


def test_compounds_are_also_one_word() -> None:
    assert joined_compounds(fold("the Split-Mix and trade-off-free way")) == ["splitmix", "tradeofffree"]


def test_a_name_has_one_key_whatever_its_accents_and_punctuation() -> None:
    assert name_key("José  NÚÑEZ-Pérez") == name_key("jose nunez perez") == "jose nunez perez"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_replacing_surrogates_keeps_every_other_character_and_the_length(text: str) -> None:
    clean = replace_surrogates(text)
    assert len(clean) == len(text)
    clean.encode("utf-8")
    assert all(a == b or b == "\ufffd" for a, b in zip(text, clean, strict=True))


@pytest.mark.parametrize("unit", ["a", "a-", "\\mathrm{ ", "^{", "_", "a^{b", "$^"])
def test_a_hundred_thousand_characters_take_no_time(unit: str) -> None:
    folded = fold(unit * (100_000 // len(unit)))
    assert joined_compounds(folded) is not None
