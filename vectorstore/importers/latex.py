"""LaTeX to readable Unicode: whole fields (BibTeX), or only those spans of a text that are LaTeX.

pylatexenc does the reading. It gets single spans, because in a web page or an abstract a bare `%` is
no comment, `&` no column and `$` mostly money.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from vectorstore.importers.links import URL
from vectorstore.importers.scripts import is_subscript, is_superscript, subscript, superscript

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+\}"
# Dollars are mathematics by pandoc's rule (tex_math_dollars): no white space inside, no digit after.
_MATH = re.compile(
    r"\$\$(?P<display>[^$]{1,2000}?)\$\$"
    r"|(?<![\\$])\$(?!\s)(?P<inline>(?:\\.|[^$\\\n]){1,500}?)(?<![\s\\])\$(?!\d)"
    r"|\\\((?P<round>[^$]{1,500}?)\\\)|\\\[(?P<square>[^$]{1,2000}?)\\\]"
)
_LINK = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*(" + _GROUP + ")")
_RAISED = re.compile(r"\\text(super|sub)script\s*\{([^{}]*)\}")
_COMMAND = re.compile(
    r"\{\s*\\[A-Za-z]++(?=[\s\\])(?:[^{}]|" + _GROUP + r")*+\}"  # {\em words}
    r"|\\[A-Za-z]++\*?(?:\[[^\[\]]{0,200}\])?(?:" + _GROUP + r")++"  # \emph{words}
    r"|\{?\\[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])\}?"  # \"o {\"o} \'{e}
    r"|\{?\\[uvHcdbkrt](?:\{\\?[A-Za-z]{1,2}\}|\s[A-Za-z]\b)\}?"  # \v{c} \c c
    r"|\{?\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])(?:\{\}|\s)?\}?"
    r"|\\[A-Za-z]{2,}+"
    r"|\\[%&#_${}]"
)
_PROSE_LATEX = re.compile(r"(?<=[A-Za-z.])~(?=[\\A-Z\d\[(])")
_PROSE_WORD = re.compile(r"\s(?:and|or|to|of|in|for|the|per|from|with|at|by|is|are|than)\s")
_SPACE_AFTER = re.compile(
    r"(\\(?!frac|sqrt|text|math|bar|hat|tilde|vec|dot|over|under|operator|left|right|big)"
    r"[A-Za-z]+)\s+(?![{\[])"
)
_SCRIPT = re.compile(r"([\^_])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\s{}\\]))")
_TEXT_COMMAND = re.compile(r"\\(?:text|textrm|mathrm|rm)\s*\{([^{}]*)\}")
_LOGOS = frozenset({"BibTeX", "LaTeX", "LaTeXe", "TeX"})
# What pylatexenc leaves out.
_SYMBOLS = {
    "S": "§", "P": "¶", "celsius": "℃", "copyright": "©", "degree": "°", "euro": "€", "pounds": "£",
    "slash": "/", "textbar": "|", "textbraceleft": "{", "textbraceright": "}", "textgreater": ">",
    "textless": "<", "textpercent": "%", "textunderscore": "_",
}  # fmt: skip
_LAYOUT = frozenset(
    "bf bfseries bigskip break centering em footnotesize hfill indent it itshape large medskip newline"
    " noindent normalfont normalsize par relax rm scriptsize scshape sf sl small smallskip tt ttfamily"
    " upshape".split()
)
_TIE = re.compile(r"(?<!\\)~(?!\{)")
_BRACED_ESCAPE = re.compile(r"\{\\([%&#_$])\}")
_QUOTES = re.compile(r"``([^`'\n]{1,500}?)''")
_DASHES = re.compile(r"(?<=\w)---(?=\w)|(?<=\s)---(?=\s)|(?<=\w)--(?=\w)|(?<=\s)--(?=\s)")


def spans_to_unicode(text: str) -> str:
    """The text with its LaTeX spans made readable; everything that is not LaTeX stays as it is.

    `$20.57\\%$` gives `20.57%`, `\\emph{X}` gives `X`, `I$^2$F` gives `I²F`; `60%`, `$5 to $10`, `&`,
    links and braces that belong to no command survive.
    """
    if "\\" in text:
        text = _RAISED.sub(_raised, _LINK.sub(_link, text))
    if "$" in text or "\\" in text:
        text = _MATH.sub(_math, text)
    if "\\" in text:
        text = _COMMAND.sub(lambda match: _command(match.group()), text)
    return _outside_links(text) if "--" in text or "``" in text or "~" in text else text


def field_to_unicode(text: str) -> str:
    """A BibTeX field as plain text: its LaTeX spans, and the braces and ties between them."""
    if "{" not in text and "\\" not in text and "$" not in text and "~" not in text and "--" not in text:
        return text
    text = text.replace("\\{", "\ue000").replace("\\}", "\ue001").replace("\\\\", " ")
    if "http" not in text:
        text = _TIE.sub(" ", text)
    text = spans_to_unicode(_BRACED_ESCAPE.sub(r"\1", text)).replace("{", "").replace("}", "")
    return text.replace("\ue000", "{").replace("\ue001", "}")


def math_to_unicode(source: str) -> str:
    """Mathematics as one line of Unicode; simple powers and indices as ², ₁, others as `^x`, `_x`."""
    source = _SPACE_AFTER.sub(r"\1\\ ", _SCRIPT.sub(_script, source))
    text = _converted("$" + source + "$")
    return source if text is None else " ".join(_unstyled(text).split())


def _math(match: re.Match[str]) -> str:
    source = next(group for group in match.groups() if group is not None)
    if match["inline"] is not None and "\\" not in source and _PROSE_WORD.search(source):
        return match.group()
    return math_to_unicode(source)


def _script(match: re.Match[str]) -> str:
    source = match[3] if match[2] is None else match[2]
    source = _TEXT_COMMAND.sub(r"\1", source)
    if is_superscript(source) if match[1] == "^" else is_subscript(source):
        return superscript(source) if match[1] == "^" else subscript(source)
    if match[2] is not None and len(source) > 1 and not re.fullmatch(r"\\[A-Za-z]+", source):
        return f"{match[1]}({source})"
    return match[1] + "{" + source + "}"


def _raised(match: re.Match[str]) -> str:
    return superscript(match[2]) if match[1] == "super" else subscript(match[2])


def _link(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    words = match[3][1:-1]
    return words if words == match[2] else f"{words} ({match[2]})"


def _command(span: str) -> str:
    if len(span) == 2 and span[1] in "%&#_$":
        return span[1]
    inner = _MATH.sub(_math, span)
    text = _converted(re.sub(r"(?<!\\)([%&])", r"\\\1", inner))
    if text is None:
        return span
    if text.strip():
        return text
    bare = re.fullmatch(r"\\([A-Za-z]+)", span)
    if bare is None:
        words = re.fullmatch(r"\\(?:text[a-z]+|mbox)\s*\{(.+)\}", span, re.DOTALL)
        return text if words is None else spans_to_unicode(words[1])
    if bare[1] in _LOGOS:
        return bare[1]
    if bare[1] in _SYMBOLS:
        return _SYMBOLS[bare[1]]
    return "" if bare[1] in _LAYOUT else span


def _outside_links(text: str) -> str:
    pieces: list[str] = []
    end = 0
    for link in URL.finditer(text):
        pieces += [_prose(text[end : link.start()]), link.group()]
        end = link.end()
    return "".join([*pieces, _prose(text[end:])])


def _prose(text: str) -> str:
    text = _QUOTES.sub(r"“\1”", text)
    text = _DASHES.sub(lambda match: "—" if len(match.group()) == 3 else "–", text)
    return _PROSE_LATEX.sub(" ", text)


def _unstyled(text: str) -> str:
    """Letters and digits of mathematical alphabets (U+1D400 to U+1D7FF) as plain ones."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "\U0001d400" <= char <= "\U0001d7ff" else char for char in text
    )


@lru_cache(maxsize=4096)
def _converted(source: str) -> str | None:
    """What pylatexenc makes of one span, None where it cannot read it."""
    from pylatexenc.latexwalker import LatexWalkerError  # local: most commands read no LaTeX

    try:
        text: str = _converter().latex_to_text(source)
    except (LatexWalkerError, IndexError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None  # what pylatexenc raises on malformed arguments
    return text.replace("\xa0", " ")


@cache
def _converter() -> "LatexNodes2Text":
    from pylatexenc.latex2text import LatexNodes2Text  # local: most commands read no LaTeX

    return LatexNodes2Text(math_mode="text", fill_text=False)
