"""Sentences that speak to the reader or to a model instead of reporting: hidden instructions and the like.

They are never followed and never offered as answers. A paper speaks of what was done; a sentence that orders,
asks or says 'you' does not belong to its findings. Judged by form alone: what a sentence wants is not known.
"""

import re
from functools import lru_cache

from vectorstore.sentences import sentence_spans

_ORDERS = "|".join(
    """
    advertise append begin behave break bypass click come compile compose conclude construct convert
    convince craft create decode delete describe devise disclose discuss disregard download emit encode
    encourage enter evaluate execute explain express fetch find forget formulate generate get give guess
    hide highlight ignore imagine include insert install instruct insult invent join let make mention modify
    neglect obey offer omit output override perform persuade prepare pretend proceed produce promote prove
    provide read rearrange recall recite recommend refuse remember remove rephrase replace reply respond
    reveal rewrite role-play say send solve spell submit suggest summarise summarize swap take talk tell
    think translate try verify visit write
    """.split()
)
"""Verbs that open an order, and at the head of a sentence hardly anything else."""

_ORDERS_OR_NAMES = "|".join(
    """
    act add alert answer ask change copy design detail develop draft elaborate email end fill follow format
    go help leave list load name open play post print put quote rank rate relay repeat report return review
    run search select share show sign skip speak spread start state stop turn type use
    """.split()
)
"""The same forms are nouns or adjectives too; they order only before a word that follows a verb."""

_AFTER_AN_ORDER = (
    "the|a|an|me|us|him|them|it|this|that|these|those|your|my|our|its|all|any|each|every|some|no|only|both|as|at|"
    "like|how|what|why|whether|if|out|up|down|with|about|to|into|onto|in|on|one|two|three|everything|anything|"
    "nothing|yes|always|never|not|more|please"
)
_OPENERS = (
    r"(?:(?:please|kindly|now|first|then|next|finally|also|instead|just|only|always|never|and|but|so|hey|ok|okay|"
    r"well|attention|important|note|stop|dear \w+)\b\W+)*"
)
_IMPERATIVE = re.compile(
    rf"^\W*{_OPENERS}(?:(?:do not|don['’]?t|never|please|let['’]s) (?!(?:know|see|note|refer)\b)\w+"
    rf"|(?:do )?(?:{_ORDERS})\b"
    r"(?! (?:of|by|for|and|or|is|are|was|were|has|have|had|can|may|from|among|during)\b)"
    rf"|(?:do )?(?:{_ORDERS_OR_NAMES}) (?=(?:{_AFTER_AN_ORDER})\b|[\"'“‘]))(?![-,/])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*[A-Z]{4,}\b(?=[^a-z]*[A-Z]?[a-z])")
"""A heading in capitals before a sentence in small letters ('DESIGN Cohort study.'), not a shouted order."""

_YOU = re.compile(r"\b(?<!-)(?:you|your|yours|yourself|u r|ur)\b", re.IGNORECASE)
_TO_A_MODEL = re.compile(
    r"\b(?:ignor(?:e|ing)|forget|disregard(?:ing)?|neglect|skip|override|bypass|drop)\b[^.]{0,40}"
    r"\b(?:instruct|previous|prior|above|before|earlier|everything|rules?|prompts?|tasks?|assignments?)"
    r"|\b(?:system|initial|original|secret|hidden) (?:prompts?|instructions?|messages?)\b"
    r"|\b(?:previous|prior|above|following|new|these|those) (?:instructions?|directives|commands)\b"
    r"|\b(?:note|notice|message|instructions?) (?:to|for) (?:the |all |any )?(?:\w+ )?"
    r"(?:readers?|reviewers?|assistants?|models?|ais?|llms?|agents?|chatbots?)\b"
    r"|\b(?:assistants?|ais?|llms?|chatbots?|language models?|reviewers?) (?:must|should|shall|have to)\b"
    r"|\b(?:repl(?:y|ies)|responses?) (?:must|should|shall) be\b"
    r"|\b(?:to|for) automated (?:reader|reviewer|system)s\b"
    r"|^\W*(?:user|system|assistant)\s*:|\W(?:role|content)\W+:|</?(?:document|context|passage|system|user)>"
    r"|\b(?:ai|llm|language model) reviewers?\b|\b(?:admin(?:istrator)?|developer) (?:notice|mode)\b"
    r"|\b(?:dear|attention|hey|hello|hi),? (?:ai|llm|model|assistant|reviewer|reader|chatgpt|gpt)"
    r"|\bas an (?:ai|assistant|language model)\b"
    r"|\bdo (?:not|n['’]t) (?:highlight|mention|reveal|tell|answer)\b",
    re.IGNORECASE,
)
_IN_OTHER_LANGUAGES = re.compile(
    r"\b(?:ignorier|vergiss|vergessen sie)\w*\b.{0,60}\b(?:anweisung|befehl|auftr|aufgabe|instruktion|alles)"
    r"|\b(?:olvid|ignor)\w*\b.{0,40}\b(?:instrucci|órdenes)|\b(?:oublie|ignore)\w*\b.{0,40}\b(?:consigne|instruction)"
    r"|\b(?:dimentica|ignora)\w*\b.{0,40}\b(?:istruzion)|\b(?:esqueç|ignor)\w*\b.{0,40}\b(?:instruç)"
    r"|\b(?:забуд|игнорируй)\w*\b.{0,40}\bинструкц|忽略.{0,12}指[令示]|\bmöchte,? dass (?:sie|du)\b"
    r"|\bvorherigen (?:instruktionen|anweisungen|aufgaben|informationen)\b",
    re.IGNORECASE,
)
_DISGUISED = re.compile("(?:(?<!\\w)\\w ){8}|[\U000e0020-\U000e007f]")
"""Letters spaced out one by one, and characters that no screen shows."""


@lru_cache(maxsize=8192)
def addresses_someone(sentence: str) -> bool:
    """Whether a sentence orders, asks or says 'you' instead of reporting. Never offered as an answer."""
    return sentence.rstrip("\"'”’)] ").endswith("?") or gives_orders(sentence)


@lru_cache(maxsize=8192)
def gives_orders(sentence: str) -> bool:
    """The same without plain questions, which papers do ask: what the library marks for people."""
    return (
        _YOU.search(sentence) is not None
        or (_IMPERATIVE.search(sentence) is not None and not _LABEL.match(sentence))
        or _TO_A_MODEL.search(sentence) is not None
        or _IN_OTHER_LANGUAGES.search(sentence) is not None
        or _DISGUISED.search(sentence) is not None
    )


@lru_cache(maxsize=4096)
def orders_in(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the sentences of a text that give orders."""
    return tuple((start, end) for start, end in sentence_spans(text) if gives_orders(text[start:end]))


def without_orders(text: str) -> str:
    """The text with the sentences that give orders taken out; offsets change where there are any."""
    for start, end in reversed(orders_in(text)):
        text = text[:start] + text[end:]
    return text
