"""What a question takes for granted: the statement in it, read off its grammar, with no model."""

import re

_AUXILIARY = (
    r"do|does|did|is|are|was|were|has|have|had|can|could|must|should|would|will|cannot|can't|don't|doesn't|"
    r"didn't|isn't|aren't|wasn't|weren't"
)
_SUPPORT = re.compile(r"(?:do|does|did)\Z", re.IGNORECASE)
_WHY_HOW = re.compile(
    rf"^\W*(?:so\s+)?(?:why(?:\s+exactly)?|how come|how|for what reasons?)"
    rf"\s+(?P<aux>{_AUXILIARY})\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_THING = re.compile(
    rf"^\W*(?:(?:by|in|on|to|from|for|with|at|of)\s+)?(?:which|what|how\s+(?:much|many|long|large|big|old|often))"
    rf"(?P<thing>(?:\s+(?!(?:{_AUXILIARY})\b)[\w'’/-]+){{0,8}}?)\s+(?P<aux>{_AUXILIARY})\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_ASSUMED = re.compile(
    rf"^\W*(?:which|what)\s+(?P<thing>(?!(?:{_AUXILIARY})\b)[\w'’/-]+(?:\s+(?!(?:{_AUXILIARY})\b)[\w'’/-]+)+)$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"^\W*how\s+(?:can|could|should|would)\b", re.IGNORECASE)
_ASKING = re.compile(r"^(?:the\s+)?(?:authors?|reviewers?|paper)\b", re.IGNORECASE)


def presupposition(question: str) -> str:
    """The statement that a question takes for granted, in the question's own words; empty for none.

    'Why does X need Y?' gives 'X need Y', 'Which Y does X use?' gives 'X use Y', 'How were the Y collected?'
    gives 'the Y were collected', 'Which Y approved X?' gives 'Y approved X'. A question that only asks what
    something is ('What is X?') takes nothing for granted that could be false here.
    """
    text = question.strip().rstrip(" ?.!")
    if match := _WHY_HOW.match(text):
        support = "" if _SUPPORT.match(match["aux"]) else f" {match['aux']}"
        return f"{match['rest']}{support}"
    if match := _THING.match(text):
        if not match["thing"].strip() and not re.search(r"how\s", question, re.IGNORECASE):
            return ""
        support = "" if _SUPPORT.match(match["aux"]) else f" {match['aux']}"
        return f"{match['rest']}{support}{match['thing']}"
    if match := _ASSUMED.match(text):
        return match["thing"]
    return ""


def asks_for_a_reason(question: str) -> bool:
    """Whether a question asks why or how something is so, and so takes for granted that it is; how something
    can be asks for a way."""
    if _POSSIBLE.match(question):
        return False
    match = _WHY_HOW.match(question.strip())
    return match is not None and _ASKING.match(match["rest"]) is None
