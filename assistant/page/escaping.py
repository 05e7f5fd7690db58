"""Text from papers, people and models as HTML: shown, never run.

Nothing on the page passes through Markdown or a LaTeX renderer: text is escaped here and put between
our own tags, so a link, an image, a tag or `$x$` in a title is only ever its characters.
"""

import html
import re
from urllib.parse import urlsplit

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """`text` for an element or a quoted attribute; control and direction-override characters are dropped."""
    return html.escape(_CONTROL.sub("", text), quote=True)


def web_address(url: str | None) -> str | None:
    """`url` when it is an absolute http(s) address that a link may point to, else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


def link(url: str | None, label: str) -> str:
    """A link that opens in a new tab, or the label alone where there is no usable address."""
    address = web_address(url)
    if address is None:
        return f"<bdi>{escape(label)}</bdi>"
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"<bdi>{escape(label)}</bdi></a>"
    )


def counted(number: int, noun: str) -> str:
    """`1 paper`, `2 papers`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
