"""The network is reached from a few places only, each of which a person has to ask for or to set up."""

from pathlib import Path

import pytest

from tests.architecture.imports import imports_of
from tests.architecture.tree import product_files, read

REACH_OUT = frozenset(
    "aiohttp ftplib gradio_client http.client httpx openai requests smtplib socket urllib.request urllib3"
    " websockets".split()
)
PLACES = {
    "assistant/engines/": "the LLM server that is set",
    "assistant/page/mcp_tools.py": "the page itself, on this machine",
    "evals/judges/llm.py": "the LLM server that judges",
    "evals/replay.py": "the page under test, on this machine",
    "vectorstore/chroma_stores.py": "the Chroma server that is set",
    "vectorstore/embeddings/openai_compatible.py": "the embeddings server that is set",
    "vectorstore/fetching/": "`assistant fetch`",
}


def reaching_out(source: str, path: Path) -> list[str]:
    """Each import of what opens connections, outside of the places that may."""
    if path.as_posix().startswith(tuple(PLACES)):
        return []
    return [
        f"{path}:{found.line}: {found.target} reaches out"
        for found in imports_of(source, path)
        if found.target.startswith(tuple(f"{name}." for name in REACH_OUT)) or found.target in REACH_OUT
    ]


def test_nothing_else_touches_the_network() -> None:
    problems = [problem for path in product_files() for problem in reaching_out(read(path), path)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "source", ["import httpx", "from urllib.request import urlopen", "import http.client"]
)
def test_such_an_import_is_found(source: str) -> None:
    assert len(reaching_out(source, Path("vectorstore/importers/a.py"))) == 1
    assert reaching_out(source, Path("vectorstore/fetching/client.py")) == []
