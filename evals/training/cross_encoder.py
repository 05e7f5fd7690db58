"""The model of the claim check as it is trained: MiniLM's six layers read claim and evidence together."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, DEPTH, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512
COMPARED = 256
FAR = -1e4
DROPOUT = 0.1
EMBEDDINGS = ("words", "positions", "segments")

_FROM_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "after_inner": "output.LayerNorm",
}


class Layer(nn.Module):
    """One transformer layer, normalised after each part (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.attended = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention, self.after_inner = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States, shape (batch, tokens, WIDTH), after this layer. `bias` is added to the attention scores."""
        batch, tokens, _ = states.shape
        query, key, value = (
            part(states).view(batch, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        dropout = DROPOUT if self.training else 0.0
        read = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias, dropout_p=dropout)
        read = self.attended(read.transpose(1, 2).reshape(batch, tokens, WIDTH))
        states = self.after_attention(states + functional.dropout(read, DROPOUT, self.training))
        inner = self.outer(functional.gelu(self.inner(states)))
        normed: Tensor = self.after_inner(states + functional.dropout(inner, DROPOUT, self.training))
        return normed


class CrossEncoder(nn.Module):
    """Token ids to three logits: supported, contradicted, unsupported.

    MiniLM reads claim and evidence as one text. Then every token of the claim is held to what it attends to
    in the evidence (decomposable attention, Parikh et al. 2016; max-pooling as in ESIM, Chen et al. 2017), so
    that one word that differs is not averaged away.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.after_embedding = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(DEPTH)])
        self.compare = nn.Linear(4 * WIDTH, COMPARED)
        self.pool, self.verdict = nn.Linear(5 * WIDTH + 2 * COMPARED, WIDTH), nn.Linear(WIDTH, 3)

    def forward(self, ids: Tensor, mask: Tensor, segments: Tensor) -> Tensor:
        """Logits, shape (batch, 3), of ids, mask and segments, each of shape (batch, tokens)."""
        places = torch.arange(ids.shape[1])[None]
        states = self.words(ids) + self.positions(places) + self.segments(segments)
        states = functional.dropout(self.after_embedding(states), DROPOUT, self.training)
        bias = ((1.0 - mask[:, None, None, :].to(states.dtype)) * FAR).to(states.dtype)
        for layer in self.layers:
            states = layer(states, bias)
        theirs = (segments * mask)[:, :, None].to(states.dtype)
        mine = ((1 - segments) * mask)[:, :, None].to(states.dtype)
        scores = states @ states.transpose(1, 2) * WIDTH**-0.5 + (1.0 - theirs.transpose(1, 2)) * FAR
        aligned = torch.softmax(scores, -1) @ states
        compared = functional.gelu(
            self.compare(torch.cat([states, aligned, (states - aligned).abs(), states * aligned], -1))
        )
        claim, evidence = _mean(states, mine), _mean(states, theirs)
        parts = [states[:, 0], claim, evidence, (claim - evidence).abs(), claim * evidence]
        parts += [_mean(compared, mine), (compared + (mine - 1.0) * -FAR).amax(1)]
        pooled = functional.gelu(self.pool(functional.dropout(torch.cat(parts, -1), DROPOUT, self.training)))
        logits: Tensor = self.verdict(functional.dropout(pooled, DROPOUT, self.training))
        return logits


def _mean(states: Tensor, weight: Tensor) -> Tensor:
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def from_minilm(weights: Path) -> CrossEncoder:
    """The encoder with MiniLM's float weights (`model.safetensors`) and a new head."""
    held = {name.removeprefix("bert."): tensor for name, tensor in load_file(weights).items()}
    model = CrossEncoder()
    state = model.state_dict()
    sources = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "segments.weight": "embeddings.token_type_embeddings.weight",
        "after_embedding.weight": "embeddings.LayerNorm.weight",
        "after_embedding.bias": "embeddings.LayerNorm.bias",
    }
    for at in range(DEPTH):
        for name, source in _FROM_BERT.items():
            for part in ("weight", "bias"):
                sources[f"layers.{at}.{name}.{part}"] = f"encoder.layer.{at}.{source}.{part}"
    state.update({name: held[source] for name, source in sources.items()})
    model.load_state_dict(state)
    return model
