"""Whether words of a paper support a claim: exact checks and a small model, weighed into a probability."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.grounding.claim_model import claim_model
from assistant.grounding.exact import examine
from assistant.grounding.selection import select
from assistant.grounding.weighing import features, probability
from assistant.language.words import content_words, fold
from vectorstore.sentences import sentences as sentences_in

Verdict = Literal["supported", "contradicted", "unsupported"]
Layer = Literal["verbatim", "exact", "learned"]

SUPPORTED_FROM = 0.65
"""Support from which a claim counts as supported and is shown; docs/grounding.md has what other values do."""

MISSING_AT_MOST = 0.25
"""Support of a claim with a number or a name that the text does not give for it."""

ALIKE_FROM = 0.5
"""Share of a claim's content words that its evidence holds where a turned word contradicts it."""

MAX_WORDS = 400
"""A longer claim is no sentence; it is refused unread, so that time stays bounded."""

MAX_SENTENCES = 2000
"""Sentences of evidence that are read; an abstract has ten."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """A verdict and the probability (0…1) that the evidence fully supports the claim.

    `layer` decided; `read` are the places of the sentences that it rests on; `reasons` say in words what was
    found against the claim.
    """

    verdict: Verdict
    support: float
    layer: Layer = "exact"
    read: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


UNSUPPORTED = Support(verdict="unsupported", support=0.0)


def check(claim: str, evidence: str) -> Support:
    """Whether `evidence` supports `claim`; a text is read as its sentences. See `weigh`."""
    return weigh(claim, sentences_in(evidence))


def weigh(claim: str, sentences: Sequence[str]) -> Support:
    """Whether the sentences of one text support `claim`.

    A claim that stands there word for word is supported with 1.0. A claim with a number or a name that the
    text does not give for it is never supported. Else the sentences that bear on the claim are read by the
    model beside the exact findings; without the model the findings decide alone. A claim that is not
    supported is contradicted when words that both hold are negated or turned the other way round in one of
    them; the model tells contradicted from unsaid too badly to be asked.
    """
    return weigh_each(claim, [sentences])[0]


def weigh_each(claim: str, texts: Sequence[Sequence[str]]) -> list[Support]:
    """The same for several texts apart, with one run of the model."""
    if refused := _refused(claim):
        return [refused] * len(texts)
    texts = [sentences[:MAX_SENTENCES] for sentences in texts]
    found = [_verbatim(claim, sentences) for sentences in texts]
    open_ = [at for at, each in enumerate(found) if each is None]
    read = {at: select(claim, texts[at]) for at in open_}
    model = claim_model()
    joined = [" ".join(texts[at][each] for each in read[at]) for at in open_]
    logits = model.read(claim, joined).tolist() if model and open_ else [None] * len(open_)
    for at, scores in zip(open_, logits, strict=True):
        found[at] = _judged(claim, texts[at], read[at], scores)
    return [each or UNSUPPORTED for each in found]


def _judged(
    claim: str, sentences: Sequence[str], read: tuple[int, ...], logits: Sequence[float] | None
) -> Support:
    findings = examine(claim, sentences, read)
    support = probability(features(findings, logits))
    layer: Layer = "exact" if logits is None or findings.missing else "learned"
    if findings.missing:
        support = min(support, MISSING_AT_MOST)
    turned = bool(findings.denied or findings.opposed) and findings.overlap >= ALIKE_FROM
    if support >= SUPPORTED_FROM:
        return Support(verdict="supported", support=support, layer=layer, read=read)
    contradicted = turned and not findings.missing
    return Support(
        verdict="contradicted" if contradicted else "unsupported",
        support=support,
        layer=layer,
        read=read,
        reasons=findings.reasons,
    )


def _refused(claim: str) -> Support | None:
    """The verdict on what is no claim at all."""
    content = content_words(claim)
    if len(content) > MAX_WORDS:
        return Support(verdict="unsupported", support=0.0, reasons=("longer than a sentence can be",))
    if not any(word.folded[0].isalpha() for word in content):
        return Support(verdict="unsupported", support=0.0, reasons=("no words that state something",))
    return None


def _verbatim(claim: str, sentences: Sequence[str]) -> Support | None:
    if not sentences:
        return UNSUPPORTED
    sought = _squeeze(claim)
    if sought not in _squeeze(" ".join(sentences)):
        return None
    place = next(((at,) for at, each in enumerate(sentences) if sought in _squeeze(each)), ())
    return Support(verdict="supported", support=1.0, layer="verbatim", read=place)


def _squeeze(text: str) -> str:
    return " ".join(fold(text).split()).rstrip(" .")
