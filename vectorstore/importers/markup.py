"""HTML and JATS in titles and abstracts to plain text, without touching what only looks like a tag."""

import html
import re

from vectorstore.importers.scripts import subscript, superscript

_BLOCK = (
    "abstract|abstracttext|blockquote|br|dd|div|dl|dt|h[1-6]|hr|label|li|list|list-item|ol|p|sec|section"
    "|simple-para|st|table|tbody|td|th|title|tr|ul"
)
_INLINE = (
    "a|alternatives|b|big|bdi|bold|caption|cite|code|disp-formula|em|ext-link|fn|font|formula|i|img|inf"
    "|inline-formula|inline-graphic|inlineequation|italic|kbd|monospace|math|mathml|named-content|oasis"
    "|overline|pre|roman|s|script|style|sans-serif|sc|scp|script|small|span|strike|strong|styled-content|tex-math|tt|u"
    "|underline|uri|xref|xml|xhtml|body|html|m[a-z]{1,12}"
)
_PREFIX = r"(?:(?:jats|mml|ns\d|xhtml|ce|sb|html|w|wml):)?"
_SUB = re.compile(rf"<{_PREFIX}(sub|inf)(?:\s[^<>]*)?>([^<>]{{0,200}})</{_PREFIX}\1>", re.IGNORECASE)
_SUP = re.compile(rf"<{_PREFIX}(sup)(?:\s[^<>]*)?>([^<>]{{0,200}})</{_PREFIX}\1>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?{_PREFIX}(?:{_BLOCK})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    rf"</?(?:{_PREFIX}(?:{_INLINE}|sub|sup|inf)|(?:jats|mml):[a-z-]+)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"<!--(?:(?!<!--|-->).)*+-->|<(script|style)\b[^<>]*+>[^<]*+</\1>", re.IGNORECASE | re.DOTALL
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINES = re.compile(r"[ \t]*\n\s*")


def markup_to_text(text: str) -> str:
    """Tags of HTML and JATS left out (blocks end a line), entities resolved, H<sub>2</sub>O as H₂O.

    `a < b and c > d` is no tag and stays. Text that was escaped twice is resolved twice.
    """
    if "&" in text:
        text = _resolved(text)
    if "<" not in text:
        return text
    text = _HIDDEN.sub(" ", text)
    text = _SUB.sub(lambda match: subscript(match[2]), text)
    text = _SUP.sub(lambda match: superscript(match[2]), text)
    text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    return _LINES.sub("\n", _resolved(text)).strip()


def _resolved(text: str) -> str:
    for _ in range(2):
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return text
