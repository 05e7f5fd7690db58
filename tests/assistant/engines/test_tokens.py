import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.tokens import counter_for, estimate_tokens

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


@pytest.mark.parametrize(
    ("model", "tokens"), [("gpt-4o-mini", 15), ("gpt-4", 14), ("qwen2.5", None), ("gpt2", None), ("", None)]
)
def test_tokens_are_counted_where_the_vocabulary_is_at_hand_and_else_estimated(
    model: str, tokens: int | None
) -> None:
    text = "State-of-the-art representations generalise substantially <|endoftext|>"
    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    counted = counter_for(model)(text)
    if tokens is None:
        assert counted == estimate_tokens(text)
    else:
        assert counted == tokens != estimate_tokens(text)
    assert os.environ.get("TIKTOKEN_CACHE_DIR") == before
