"""What a run was made with, as hashes, so that two runs can be told apart."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

import assistant
import prompts
import vectorstore
from evals.case import Case
from vectorstore.records import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """`run_key` covers all but the cases, which are compared one by one, and the judge, who comes after.

    `code` is a hash of the product's source, so that a change of the program is seen without a new version;
    `prompt_versions` has the prompts that a language model is sent, the person's own among them.
    """

    cases: str
    library: str
    papers: int
    prompts: str
    settings: Mapping[str, str]
    engine: str
    model: str
    judge: str
    package: str
    code: str
    prompt_versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def run_key(self) -> str:
        fields = {name: value for name, value in asdict(self).items() if name not in ("cases", "judge")}
        return _digest([json.dumps(fields, sort_keys=True)])


def provenance(
    cases: Sequence[Case],
    papers: Iterable[Paper],
    *,
    settings: Mapping[str, str],
    engine: str,
    model: str,
    judge: str,
    prompt_versions: Mapping[str, str] | None = None,
) -> Provenance:
    listed = sorted(papers, key=lambda paper: paper.paper_id)
    folder = Path(prompts.__file__).parent
    files = sorted(folder.glob("*.md"))
    return Provenance(
        cases=_digest(case.digest for case in cases),
        library=_digest(repr(paper) for paper in listed),
        papers=len(listed),
        prompts=_digest(f"{file.name}\n{file.read_text(encoding='utf-8')}" for file in files),
        settings=dict(settings),
        engine=engine,
        model=model,
        judge=judge,
        package=_package(),
        code=_code(),
        prompt_versions=dict(prompt_versions or {}),
    )


def _code() -> str:
    """The Python of the product's rooms: what asks and answers."""
    files = [file for room in (assistant, prompts, vectorstore) for file in _sources(room)]
    return _digest(f"{file.name}\n{file.read_text(encoding='utf-8')}" for file in files)


def _sources(room: ModuleType) -> list[Path]:
    return sorted(Path(str(room.__file__)).parent.rglob("*.py"))


def _package() -> str:
    try:
        return version("grounded-research-assistant")
    except PackageNotFoundError:
        return "not installed"


def _digest(parts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode("utf-8", "replace") + b"\0")
    return whole.hexdigest()[:16]
