"""Reads a prompt file, checks its `$placeholders` and names its version by its content."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "judge_pair": frozenset({"fence", "text"}),
    "judge_support": frozenset({"fence", "text"}),
    "answer": frozenset({"refusal", "fence", "papers", "question"}),
    "catalogue": frozenset({"fence", "categories", "venues", "question"}),
    "correct": frozenset({"refusal", "fence", "papers", "question", "passed", "failed"}),
    "condense": frozenset({"fence", "turns", "question"}),
    "tune_critique": frozenset({"fence", "prompt", "failures"}),
    "tune_rewrite": frozenset({"fence", "prompt", "critique", "placeholders"}),
}
"""What each prompt must hold: these names and no others."""

_SHIPPED = Path(__file__).parent
_RULE = "\n---\n"
_COMMENT = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)


class PromptError(ValueError):
    """A prompt file that cannot be used; the message names the file and what is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Messages:
    """A filled-in prompt. `system` is empty when the file has no rule (`---`) that sets it apart."""

    system: str
    user: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A checked prompt. `version` is the first 12 hex digits of the SHA-256 of what can be sent of it."""

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
    path = _SHIPPED / f"{name}.md"
    if overrides is not None and (own := overrides / f"{name}.md").is_file():
        path = own
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"The prompt file {path} cannot be read ({exc}). Correct or remove it.") from exc
    return checked(name, text, place=f"The prompt file {path}")


def load_all(*, overrides: Path | None = None) -> dict[str, Prompt]:
    """Every prompt by its name, the user's own in the place of ours.

    Raises PromptError for a file of `overrides` that cannot be used or whose name is none of a prompt.
    """
    if overrides is not None and overrides.is_dir():
        for path in sorted(overrides.glob("*.md")):
            if path.stem not in PLACEHOLDERS:
                raise PromptError(
                    f"The prompt file {path} has a name that no prompt has. "
                    f"Name it {', '.join(sorted(PLACEHOLDERS))}, or remove it."
                )
    return {name: load(name, overrides=overrides) for name in sorted(PLACEHOLDERS)}


def checked(name: str, text: str, *, place: str) -> Prompt:
    """The prompt `name` with this text, a comment (`<!-- … -->`) at its head left out.

    Raises PromptError, which begins with `place`, when its placeholders are not the declared ones.
    """
    text = _COMMENT.sub("", text)
    expected = PLACEHOLDERS[name]
    template = Template(text)
    if not template.is_valid():
        raise PromptError(f"{place} has a '$' that starts no name. Write '$$' for a dollar sign.")
    found = frozenset(template.get_identifiers())
    problems = [f"lacks ${each}" for each in sorted(expected - found)]
    problems += [f"holds the unknown ${each}" for each in sorted(found - expected)]
    if problems:
        names = ", ".join(f"${each}" for each in sorted(expected))
        raise PromptError(f"{place} {' and '.join(problems)}. It must hold exactly {names}.")
    return Prompt(name=name, text=text)
