"""Examples as token batches of near-equal length."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from assistant.grounding.selection import SENTENCES, select
from evals.training.synthetic import Example

LABELS = ("supported", "contradicted", "unsupported")
UNTOLD = 3
"""The target of 'not supported': contradicted or unsupported."""
MAX_TOKENS = 160
TOKENS_A_BATCH = 4000


def read(example: Example) -> str:
    """The evidence as the model reads it: the chosen sentences, and always those that people marked.

    A pair made by an edit is read with one sentence less, for speed: an edit touches one sentence.
    """
    limit = SENTENCES if example.human else SENTENCES - 1
    chosen = set(select(example.claim, example.sentences, limit))
    for at in example.keep:
        if at < len(example.sentences) and at not in chosen:
            if len(chosen) >= limit:
                chosen -= (
                    {next(each for each in sorted(chosen) if each not in example.keep)}
                    if not chosen <= set(example.keep)
                    else set()
                )
            chosen.add(at)
    return " ".join(example.sentences[at] for at in sorted(chosen))


class Encoded:
    """The examples as padded batches; `targets` hold UNTOLD where only 'not supported' is known."""

    def __init__(self, examples: Sequence[Example], tokenizer: Tokenizer) -> None:
        tokenizer = Tokenizer.from_str(tokenizer.to_str())  # others count with the one given
        tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        tokenizer.no_padding()
        self.targets = [LABELS.index(each.label) if each.label in LABELS else UNTOLD for each in examples]
        pairs = [(" ".join(each.claim.split()[:80]), read(each) or "-") for each in examples]
        encodings = tokenizer.encode_batch(pairs)
        self.ids = [each.ids for each in encodings]
        self.types = [each.type_ids for each in encodings]

    def batches(
        self, seed: int | None
    ) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor, torch.Tensor]]:
        """(places, ids, mask, types) of each batch; shuffled where there is a seed."""
        order = list(range(len(self.ids)))
        if seed is not None:
            chance = random.Random(seed)
            order.sort(key=lambda at: len(self.ids[at]) + chance.random() * 12)
        else:
            order.sort(key=lambda at: len(self.ids[at]))
        groups: list[list[int]] = []
        for at in order:
            if (
                not groups
                or (len(groups[-1]) + 1) * len(self.ids[at]) > TOKENS_A_BATCH
                or len(groups[-1]) >= 48
            ):
                groups.append([])
            groups[-1].append(at)
        if seed is not None:
            random.Random(seed + 1).shuffle(groups)
        for group in groups:
            longest = max(len(self.ids[at]) for at in group)
            ids = np.zeros((3, len(group), longest), dtype=np.int64)
            for row, at in enumerate(group):
                ids[0, row, : len(self.ids[at])] = self.ids[at]
                ids[1, row, : len(self.ids[at])] = 1
                ids[2, row, : len(self.ids[at])] = self.types[at]
            first, second, third = torch.from_numpy(ids)
            yield group, first, second, third
