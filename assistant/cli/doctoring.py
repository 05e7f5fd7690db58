"""`assistant doctor`: what is installed, where the library is, which models answer, what they have used."""

import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from rich.text import Text

from assistant.answer import Usage
from assistant.cli.opening import library_at, settings_for
from assistant.cli.output import plain, print_json, results
from assistant.cli.place import Place
from assistant.engines.ledger import user_ledger
from assistant.engines.prompt_files import load_prompts, own_prompts
from assistant.settings import Settings
from vectorstore.errors import ResearchError

PACKAGES = ("grounded-research-assistant", "chromadb", "gradio", "llama-index-core", "onnxruntime", "openai")


def run(*, place: Place, as_json: bool) -> None:
    settings = settings_for(place)
    document = {
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "library": _library(place, settings),
        "engine": settings.chosen_engine,
        "prompts": _prompts(),
        "llm": _llm(settings),
    }
    _show(document, as_json=as_json)


def usage(*, as_json: bool) -> None:
    """What language models have used, by day and model, the sum, and the limits that are set."""
    settings, ledger = Settings.load(), user_ledger()
    days = ledger.days()
    total = sum((each.usage for each in days), Usage())
    document = {
        "days": [{"day": each.day, "model": each.model, **asdict(each.usage)} for each in days],
        "total": asdict(total),
        "limits": {
            "requests for one question": settings.calls_per_question,
            "tokens for one question": settings.tokens_per_question,
            "tokens for one day": settings.tokens_per_day,
        },
    }
    if as_json:
        print_json(document)
        return
    for each in days:
        results.print(Text(f"{each.day}  {plain(each.model)}: {_spent(each.usage)}"))
    results.print(Text(f"total       {_spent(total)}"))
    results.print(Text(f"today       {_spent(ledger.today())}; {_limit(settings)}"))


def _spent(used: Usage) -> str:
    cost = "" if used.cost_usd is None else f", {used.cost_usd:,.4f} US dollars"
    requests = f"{used.calls:,} request{'' if used.calls == 1 else 's'}"
    return f"{requests}, {used.prompt_tokens:,} prompt and {used.completion_tokens:,} completion tokens{cost}"


def _limit(settings: Settings) -> str:
    limit = settings.tokens_per_day
    return "no limit (ASSISTANT_TOKENS_PER_DAY)" if limit is None else f"limit {limit:,} tokens"


def _show(document: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(document)
        return
    for name, value in document.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for at, (key, part) in enumerate(parts):
            results.print(Text(f"{name if at == 0 else '':9} {f'{key}: ' if key else ''}{plain(str(part))}"))


def _prompts() -> dict[str, str]:
    """The version of each prompt, and which are the person's own."""
    try:
        own = own_prompts()
        return {
            name: f"{prompt.version}{' (your own)' if name in own else ''}"
            for name, prompt in load_prompts().items()
        }
    except ResearchError as exc:
        return {"problem": str(exc)}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _library(place: Place, settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {"path": str(settings.library_path)}
    try:
        with library_at(place) as opened:
            opened.verify()
            stats = opened.stats()
            found |= {
                "papers": stats.papers,
                "passages": stats.passages,
                "embedding model": f"{stats.embedding_model} ({stats.embedding_dimension} dimensions)",
                "schema": stats.schema_version,
                "bytes": stats.bytes_on_disk,
            }
    except ResearchError as exc:
        found["problem"] = str(exc)
    return found


def _llm(settings: Settings) -> dict[str, Any]:
    if not settings.has_llm:
        return {"answers": False, "why": "none is set; set OPENAI_API_KEY or OPENAI_BASE_URL to use one"}
    from assistant.engines.probe import probe  # openai is needed only here

    found = probe(settings)
    return {"answers": found.answers, "model": found.model, "why": found.message}
