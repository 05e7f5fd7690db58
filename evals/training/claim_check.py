"""Trains the learned layer of the claim check: `python -m evals.training.claim_check DATA WEIGHTS FOLDER`.

DATA holds the labelled sets, WEIGHTS is MiniLM's `model.safetensors`, FOLDER takes `claim_check.pt`,
`claim_check.onnx` and `curve.jsonl`. Two stages: pairs made from abstracts by edits, then the labels of
people, the statements of `written/` and a share of the edits again. Documents of the dev part are read by
neither; those of the other half of the labels not at all. What ships is the mean of the weights after either
stage (Wortsman et al. 2022): the first alone knows little of paraphrases, the second alone forgets SciFact.
"""

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from evals.detector.measures import auc
from evals.training.batches import UNTOLD, Encoded
from evals.training.corpora import in_dev_part, in_training_half
from evals.training.cross_encoder import DEPTH, EMBEDDINGS, CrossEncoder, from_minilm
from evals.training.exporting import export
from evals.training.human import expertqa, pubmedqa, scifact, unlabelled, wice
from evals.training.synthetic import Example, examples
from evals.training.written import written
from vectorstore.embeddings.minilm import token_counter

SEED = 20261125
FIRST_EPOCHS, FIRST_RATE = 1, 6e-5
SECOND_EPOCHS, SECOND_RATE = 2, 5e-5
THREADS = 1
WARM_UP = 0.06
SMOOTHING = 0.05
LOWER, HEAD = 0.9, 4.0
"""Learning rate of a layer against the one above it, and of the new head against the top layer."""
EDITS_FIRST, EDITS_SECOND = 12000, 1500
REPEATED = {"SciFact": 2, "WiCE": 2, "ExpertQA": 2, "written": 2}
"""Times that a label of people is read in an epoch of the second stage."""
SECOND_SHARE = 0.65
"""Weight of the second stage in the mean; chosen on the dev part of 0, 0.35, 0.65 and 1."""


def main(data: Path, weights: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    made = list(examples(unlabelled(data), SEED, per_abstract=6))
    random.Random(SEED).shuffle(made)
    labelled = [
        each for each in _labelled(data) if each.source == "written" or in_training_half(each.document)
    ]
    dev = [each for each in labelled if in_dev_part(each.document) and each.source in REPEATED]
    told = [each for each in labelled if not in_dev_part(each.document)]
    second = [each for each in told for _ in range(REPEATED.get(each.source, 1))] + made[-EDITS_SECOND:]
    curve = Curve(dev, folder / "curve.jsonl")
    first_path = folder / "first.pt"
    model = from_minilm(weights)
    if first_path.exists():
        model.load_state_dict(torch.load(first_path, weights_only=True))
    else:
        fit(model, made[:EDITS_FIRST], "first", curve, epochs=FIRST_EPOCHS, rate=FIRST_RATE)
        torch.save(model.state_dict(), first_path)
    first = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    fit(model, second, "second", curve, epochs=SECOND_EPOCHS, rate=SECOND_RATE)
    last = model.state_dict()
    model.load_state_dict({name: torch.lerp(first[name], last[name], SECOND_SHARE) for name in first})
    torch.save(model.state_dict(), folder / "claim_check.pt")
    export(model, folder / "claim_check.onnx")


def _labelled(data: Path) -> Iterator[Example]:
    for source in (scifact, wice, expertqa, pubmedqa, written):
        yield from source(data)


def fit(
    model: CrossEncoder, told: Sequence[Example], stage: str, curve: "Curve", *, epochs: int, rate: float
) -> None:
    """Train on `told`: AdamW, linear warm-up and decay, bfloat16 products."""
    encoded = Encoded(told, token_counter())
    plan = [batch for epoch in range(epochs) for batch in encoded.batches(SEED + epoch)]
    optimizer = torch.optim.AdamW(_groups(model, rate), fused=True)
    warm = max(1, int(len(plan) * WARM_UP))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / warm, max(0.0, (len(plan) - at) / (len(plan) - warm)))
    )
    targets, seen, sums, began = torch.tensor(encoded.targets), 0, 0.0, time.time()
    model.train()
    for at, (places, ids, mask, segments) in enumerate(plan, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(ids, mask, segments)
        loss = loss_of(logits.float(), targets[places])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        seen, sums = seen + len(places), sums + float(loss.detach()) * len(places)
        if at % max(1, len(plan) // 8) == 0 or at == len(plan):
            curve.add(model, stage, at / len(plan), sums / seen, time.time() - began)
            seen, sums = 0, 0.0


def loss_of(logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy with label smoothing; 'not supported' is either of contradicted and unsupported."""
    log = functional.log_softmax(logits, -1)
    untold = targets == UNTOLD
    known = functional.cross_entropy(
        logits, targets.masked_fill(untold, 0), label_smoothing=SMOOTHING, reduction="none"
    )
    either = -((1 - SMOOTHING) * torch.logsumexp(log[:, 1:], -1) + SMOOTHING * log.mean(-1))
    return torch.where(untold, either, known).mean()


def _groups(model: CrossEncoder, rate: float) -> list[dict[str, object]]:
    """Parameters with a rate each: lower layers slower, the new head faster, no decay of norms and biases.

    The embeddings stay as they are: half of all parameters, and words that the pairs lack keep their place.
    """
    groups: list[dict[str, object]] = []
    for name, parameter in model.named_parameters():
        part = name.split(".")
        if part[0] in EMBEDDINGS:
            parameter.requires_grad_(False)
            continue
        if part[0] in ("compare", "pool", "verdict"):
            scale = HEAD
        else:
            scale = LOWER ** (DEPTH - 1 - int(part[1])) if part[0] == "layers" else LOWER**DEPTH
        decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate * scale, "weight_decay": decay})
    return groups


class Curve:
    """Loss and AUC on the dev part as training goes on, one JSON object a line."""

    def __init__(self, dev: Sequence[Example], path: Path) -> None:
        self._path = path
        self._sets = {
            name: [each for each in dev if each.source == name] for name in {each.source for each in dev}
        }

    def add(self, model: CrossEncoder, stage: str, done: float, loss: float, seconds: float) -> None:
        row = {"stage": stage, "done": round(done, 3), "loss": round(loss, 4), "seconds": round(seconds)}
        for name, own in sorted(self._sets.items()):
            truth = [each.label == "supported" for each in own]
            row[name] = round(auc(supports(model, own), truth), 4)
        with self._path.open("a", encoding="utf-8") as file:
            print(json.dumps(row), file=file)
        print(row, flush=True)
        model.train()


def supports(model: CrossEncoder, told: Sequence[Example]) -> list[float]:
    """The margin of support of each example."""
    model.eval()
    encoded = Encoded(told, token_counter())
    found = [0.0] * len(told)
    with torch.no_grad():
        for places, ids, mask, segments in encoded.batches(None):
            logits = model(ids, mask, segments)
            margins = (logits[:, 0] - torch.logsumexp(logits[:, 1:], -1)).tolist()
            for at, margin in zip(places, margins, strict=True):
                found[at] = margin
    return found


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
