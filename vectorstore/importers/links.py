"""Links in an abstract: which one is the code, which one the project's page."""

import re

URL = re.compile(
    r"(?:https?://|www\.(?=\w)|(?<![\w/.@-])(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/)[^\s<>\"{}|\\^`]+",
    re.IGNORECASE,
)

_CODE_HOST = re.compile(
    r"https?://(?:www\.|gist\.)?"
    r"(?:github\.com|gitlab(?:\.[\w-]+)+|bitbucket\.org|codeberg\.org|gitee\.com|git\.sr\.ht"
    r"|sourceforge\.net|anonymous\.4open\.science)/[\w~.-]",
    re.IGNORECASE,
)
_PAPER_HOST = re.compile(r"https?://(?:www\.|dx\.)?(?:arxiv\.org|doi\.org)(?:/|$)", re.IGNORECASE)


def links_in(text: str) -> tuple[str, ...]:
    """Every web link in a text, in order, without the punctuation of the sentence around it.

    A link written without its scheme (`github.com/a/b`, `www.a.org`) gets `https://`.
    """
    if "/" not in text and "www." not in text.lower():
        return ()
    return tuple(_trimmed(match.group()) for match in URL.finditer(text))


def is_code(url: str) -> bool:
    """Whether a link leads to a repository on a known host of source code."""
    return _CODE_HOST.match(url) is not None


def code_and_page(text: str) -> tuple[str | None, str | None]:
    """The first link to a code repository, and the first to another page that is not a paper's."""
    links = links_in(text)
    code = next((url for url in links if is_code(url)), None)
    page = next((url for url in links if not is_code(url) and not _PAPER_HOST.match(url)), None)
    return code, page


def _trimmed(url: str) -> str:
    while url and (url[-1] in ".,;:!?'’”»*" or (url[-1] in ")]" and not _balanced(url))):
        url = url[:-1]
    return url if url.lower().startswith("http") else "https://" + url


def _balanced(url: str) -> bool:
    return url.count("(") >= url.count(")") and url.count("[") >= url.count("]")
