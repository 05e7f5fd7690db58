"""`assistant doctor`: what is installed, where the library is, which models answer."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from rich.text import Text

from assistant.cli.opening import library_at, settings_for
from assistant.cli.output import plain, print_json, results
from assistant.cli.place import Place
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
        "llm": _llm(settings),
    }
    if as_json:
        print_json(document)
        return
    for name, value in document.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for at, (key, part) in enumerate(parts):
            results.print(Text(f"{name if at == 0 else '':9} {f'{key}: ' if key else ''}{plain(str(part))}"))


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
