"""Writes every report into one folder."""

import json
from pathlib import Path

from evals.report.as_html import html
from evals.report.as_json import document, timings
from evals.report.as_junit import junit
from evals.report.as_markdown import markdown
from evals.report.record import Report


def write_reports(report: Report, folder: Path) -> tuple[Path, ...]:
    """`report.json`, `timings.json`, `junit.xml`, `report.md`, `report.html`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "report.json": _json(document(report)),
        "timings.json": _json(timings(report)),
        "junit.xml": junit(report),
        "report.md": markdown(report),
        "report.html": html(report),
    }
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", errors="replace")
        paths.append(path)
    return tuple(paths)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
