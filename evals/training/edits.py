"""Edits of a statement that keep its truth, and edits that break it, for training pairs."""

import random
import re
from collections.abc import Callable, Sequence

from assistant.language.numbers import numbers
from assistant.language.words import looks_like_name, words

Edit = Callable[[str, random.Random, Sequence[str]], str | None]
"""(statement, chance, other texts) → the edited statement, or None where the edit does not apply."""

_OPPOSITES = """
increase/decrease increases/decreases increased/decreased increasing/decreasing
improve/worsen improves/worsens improved/worsened improving/worsening improvement/deterioration
enhance/impair enhances/impairs enhanced/impaired enhancing/impairing
promote/inhibit promotes/inhibits promoted/inhibited promoting/inhibiting
activate/suppress activates/suppresses activated/suppressed activation/suppression
induce/prevent induces/prevents induced/prevented
raise/lower raises/lowers raised/lowered gain/loss gains/losses
upregulated/downregulated up-regulated/down-regulated upregulation/downregulation
higher/lower high/low more/less better/worse greater/smaller larger/smaller large/small longer/shorter
long/short faster/slower early/late earlier/later stronger/weaker strong/weak deeper/shallower
positive/negative positively/negatively with/without presence/absence before/after above/below
necessary/unnecessary required/unneeded sufficient/insufficient effective/ineffective
significant/insignificant
efficient/inefficient outperform/underperform outperforms/underperforms outperformed/underperformed
common/rare majority/minority most/few many/few maximum/minimum always/never all/none
beneficial/harmful protective/harmful safe/unsafe resistant/sensitive resistance/sensitivity
dependent/independent acute/chronic men/women male/female children/adults young/old
reliable/unreliable robust/fragile supervised/unsupervised public/private similar/different
accelerate/slow accelerates/slows agree/disagree include/exclude includes/excludes
succeed/fail succeeds/fails possible/impossible feasible/infeasible stable/unstable consistent/inconsistent
"""
OPPOSITES: dict[str, str] = {}
for _pair in _OPPOSITES.split():
    _one, _other = _pair.split("/")
    OPPOSITES.setdefault(_one, _other)
    OPPOSITES.setdefault(_other, _one)

_STRONGER = (
    (r"\bmay\b", "must"),
    (r"\bmight\b", "will"),
    (r"\bcould\b", "does"),
    (r"\bsuggests? that\b", "proves that"),
    (r"\bsome\b", "all"),
    (r"\bmost\b", "all"),
    (r"\bmany\b", "all"),
    (r"\boften\b", "always"),
    (r"\bin part\b", "entirely"),
    (r"\bpartially\b", "fully"),
    (r"\bis associated with\b", "is the only cause of"),
    (r"\bamong the\b", "the"),
    (r"\bone of the\b", "the only"),
    (r"\bup to\b", "at least"),
    (r"\bat least\b", "at most"),
    (r"\babout\b", "exactly"),
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|may|might|will|would|should|has|have|had|does|do|did)\b(?! not)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(cannot|not)\b ?", re.IGNORECASE)
_VERBS = """
increase reduce improve inhibit induce regulate promote cause predict affect enhance suppress require
lead provide support reveal indicate suggest show demonstrate identify contribute depend result play remain
activate mediate modulate decrease prevent protect achieve outperform enable allow propose present use
introduce consist include represent
""".split()
_FINITE = re.compile(rf"\b({'|'.join(_VERBS)})s\b")


def swap_number(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """One number becomes another: of the other texts where there is one with that unit, else changed."""
    found = [each for each in numbers(text) if text[each.start : each.end].strip()]
    if not found:
        return None
    number = chance.choice(found)
    raw = text[number.start : number.end]
    rivals = [
        other[each.start : each.end]
        for other in others
        for each in numbers(other)
        if each.unit == number.unit and abs(each.value) != abs(number.value) and not each.spelled
    ]
    digits = re.search(r"\d+(?:\.\d+)?", raw)
    if rivals and not number.spelled and chance.random() < 0.6:
        new = chance.choice(rivals)
    elif digits:
        old = digits.group()
        places = len(old.split(".")[1]) if "." in old else 0
        value = float(old) * chance.choice((0.5, 0.8, 1.2, 1.5, 2, 3, 10)) + chance.choice((0, 1, 2))
        changed = f"{value:.{places}f}"
        if float(changed) == float(old):
            return None
        new = raw.replace(old, changed, 1)
    else:
        new = chance.choice(("two", "three", "four", "five", "six", "seven", "nine", "twelve"))
        if new == raw.lower():
            return None
    return text[: number.start] + new + text[number.end :]


def reverse(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """One word of direction, degree or kind becomes its opposite."""
    del others
    found = [each for each in words(text) if each.folded in OPPOSITES]
    if not found:
        return None
    word = chance.choice(found)
    new = OPPOSITES[word.folded]
    return text[: word.start] + (new.capitalize() if word.text[0].isupper() else new) + text[word.end :]


def negate(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """'not' is put in, or taken out."""
    del others
    if _NOT.search(text):
        return _NOT.sub(lambda found: "can " if found.group(1).lower() == "cannot" else "", text, count=1)
    auxiliaries = list(_AUXILIARY.finditer(text))
    finite = list(_FINITE.finditer(text))
    if auxiliaries and (not finite or chance.random() < 0.6):
        at = auxiliaries[0]
        return f"{text[: at.end()]} not{text[at.end() :]}"
    if finite:
        at = finite[0]
        return f"{text[: at.start()]}does not {at.group(1)}{text[at.end() :]}"
    return None


def strengthen(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """A guarded statement becomes an absolute one: 'may' to 'must', 'some' to 'all'."""
    del others
    able = [each for each in _STRONGER if re.search(each[0], text, re.IGNORECASE)]
    if not able:
        return None
    pattern, new = chance.choice(able)
    return re.sub(pattern, new, text, count=1, flags=re.IGNORECASE)


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(each.text for each in words(text) if looks_like_name(each.text)))


def swap_name(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """One name (acronym, method, gene, drug) becomes a name that the other texts hold."""
    mine = _names(text)
    rivals = [name for other in others for name in _names(other) if name not in text]
    if not mine or not rivals:
        return None
    return re.sub(rf"\b{re.escape(chance.choice(mine))}\b", chance.choice(rivals), text)


def exchange_names(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """Two names of the statement change places."""
    del others
    mine = _names(text)
    if len(mine) < 2:
        return None
    one, other = chance.sample(mine, 2)
    held = {one: other, other: one}
    return re.sub(rf"\b(?:{re.escape(one)}|{re.escape(other)})\b", lambda found: held[found.group()], text)


def swap_word(text: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """One long word becomes a word of the same ending that the other texts hold."""
    mine = [each.text for each in words(text) if len(each.text) > 5 and each.text.islower()]
    if not mine:
        return None
    word = chance.choice(mine)
    rivals = [
        each.text
        for other in others
        for each in words(other)
        if len(each.text) > 5
        and each.text.islower()
        and each.text[-3:] == word[-3:]
        and each.stem[:4] != word[:4]
        and each.text not in text
    ]
    return re.sub(rf"\b{re.escape(word)}\b", chance.choice(rivals), text, count=1) if rivals else None


BREAKING: dict[str, tuple[Edit, str, float]] = {
    "number": (swap_number, "contradicted", 3.0),
    "reverse": (reverse, "contradicted", 3.0),
    "negate": (negate, "contradicted", 2.0),
    "strengthen": (strengthen, "unsupported", 1.0),
    "name": (swap_name, "unsupported", 2.0),
    "exchange": (exchange_names, "contradicted", 1.0),
    "word": (swap_word, "unsupported", 2.0),
}
"""Name → (edit, the label it gives, its weight)."""

_FRAME = re.compile(
    r"^(?:here,? )?(?:in this (?:study|paper|work|article),? )?"
    r"(?:thus|therefore|however|moreover|furthermore|in addition|additionally|finally|taken together|"
    r"together|"
    r"in conclusion|conclusions?|results?|methods?|interpretation|findings)?[,:]? ?"
    r"(?:(?:we|our (?:results?|data|findings|study)|these (?:results?|data|findings)|this study|the results?)"
    r"(?: also| further| thus)? (?:show|find|found|report|demonstrate|suggest|indicate|conclude|reveal)"
    r"(?:s|ed)?(?: here)? that )?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]{1,80}\)")
_TAIL = re.compile(
    r",\s+(?:which|including|such as|whereas|while|suggesting|indicating|thereby|respectively)\b.*?(?=[.]?$)"
)
_LEAD = re.compile(r"^[^,]{5,60},\s+(?=(?:we|the|a|an|this|these|it)\b)", re.IGNORECASE)
_OUR = (
    (r"\bwe\b", "the authors"),
    (r"\bour\b", "their"),
    (r"\bpercent\b", "%"),
    (r"\bin order to\b", "to"),
    (r"\bas well as\b", "and"),
    (r"\bdemonstrates?\b", "shows"),
    (r"\bnovel\b", "new"),
    (r"\bsubstantially\b", "considerably"),
    (r"\bapproximately\b", "about"),
    (r"\bindividuals\b", "people"),
    (r"\butiliz", "us"),
    (r"\bhowever,? ", ""),
    (r"\btherefore\b", "so"),
    (r"\bsuch as\b", "like"),
    (r"\bin particular,? ", ""),
)
_OPENINGS = (
    "According to the paper, ", "The authors report that ", "The paper says that ", "The study found that ",
    "They show that ", "It was found that ", "",  "", "", "", "",
)  # fmt: skip


def reword(text: str, chance: random.Random) -> str:
    """The same statement said otherwise: framing dropped or added, asides and side clauses left out."""
    new = _FRAME.sub("", text, count=1) if chance.random() < 0.8 else text
    if chance.random() < 0.5:
        new = _ASIDE.sub("", new)
    if chance.random() < 0.5:
        new = _TAIL.sub("", new)
    if chance.random() < 0.3:
        new = _LEAD.sub("", new)
    for pattern, other in _OUR:
        if chance.random() < 0.7:
            new = re.sub(pattern, other, new, flags=re.IGNORECASE)
    new = new.strip() if len(new) > 25 else text
    opening = chance.choice(_OPENINGS)
    first = new.split(" ", 1)[0]
    if opening and not looks_like_name(first):
        new = opening + new[:1].lower() + new[1:]
    else:
        new = new[:1].upper() + new[1:]
    return re.sub(r"\s+", " ", new)
