import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.tokens import estimate_tokens

COUNTED = [  # with the Qwen 2.5 tokenizer
    ("LoRAHub GPT-NeoX xVal QLoRA Zhenyu Junyuan Runjin", 21),
    ("https://arxiv.org/abs/2305.12345v2", 20),
    ("def f(x):\n    return {x:[1,2,3]}", 15),
    ("Größenordnungen übertreffen Erwartungen", 12),
    ("注意力机制是一种方法。" * 5, 25),
]


@pytest.mark.parametrize(("text", "tokens"), COUNTED)
def test_the_estimate_is_not_below_a_real_count(text: str, tokens: int) -> None:
    assert estimate_tokens(text) >= tokens


@given(first=st.text(max_size=40), second=st.text(max_size=40))
def test_two_texts_together_never_take_more_than_apart(first: str, second: str) -> None:
    assert estimate_tokens(f"{first}\n{second}") <= estimate_tokens(first) + estimate_tokens(second) + 1
