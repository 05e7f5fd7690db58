"""Reads a prompt file, checks its `$placeholders` and names its version by its content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "judge_pair": frozenset({"fence", "text"}),
    "judge_support": frozenset({"fence", "text"}),
    "answer": frozenset({"refusal", "fence", "papers", "question"}),
    "catalogue": frozenset({"fence", "categories", "venues", "question"}),
}
"""What each prompt must hold: these names and no others."""

_SHIPPED = Path(__file__).parent
_RULE = "\n---\n"


class PromptError(ValueError):
    """A prompt file that cannot be used; the message names the file and what is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Messages:
    """A filled-in prompt. `system` is empty when the file has no rule (`---`) that sets it apart."""

    system: str
    user: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A checked prompt file. `version` is the first 12 hex digits of its content's SHA-256."""

    name: str
    text: str

    @property
    def version(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def render(self, **values: str) -> Messages:
        """The messages with every placeholder replaced once: a `$name` inside a value stays as it is.

        The file is cut at its first `---` line before values are put in, so that no value can move the cut.
        Raises KeyError when a value is missing, which is a mistake of the caller.
        """
        before, rule, after = self.text.partition(_RULE)
        system, user = (before, after) if rule else ("", before)
        return Messages(
            system=Template(system).substitute(values).strip(), user=Template(user).substitute(values).strip()
        )


def load(name: str, *, overrides: Path | None = None) -> Prompt:
    """The prompt `name`: the file `name`.md of the folder `overrides` if there is one, else the shipped one.

    Raises PromptError when the file cannot be read as UTF-8 or its placeholders are not the declared ones.
    """
    expected = PLACEHOLDERS[name]
    path = _SHIPPED / f"{name}.md"
    if overrides is not None and (own := overrides / f"{name}.md").is_file():
        path = own
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"The prompt file {path} cannot be read ({exc}). Correct or remove it.") from exc
    template = Template(text)
    if not template.is_valid():
        raise PromptError(
            f"The prompt file {path} has a '$' that starts no name. Write '$$' for a dollar sign."
        )
    found = frozenset(template.get_identifiers())
    problems = [f"lacks ${each}" for each in sorted(expected - found)]
    problems += [f"holds the unknown ${each}" for each in sorted(found - expected)]
    if problems:
        names = ", ".join(f"${each}" for each in sorted(expected))
        raise PromptError(f"The prompt file {path} {' and '.join(problems)}. It must hold exactly {names}.")
    return Prompt(name=name, text=text)
