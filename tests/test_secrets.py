"""A key is given, and stands nowhere afterwards: no log line, error, report, terminal output or file."""

import json
import logging
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.settings import Settings
from evals.command import main as evaluate
from tests.evals.small import PAPERS, RIGHT
from tests.fake_openai import FakeOpenAI, error, raw, stream
from tests.vectorstore.fakes import WordEmbedder
from vectorstore import Library
from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import ResearchError

KEY = "sk-made-up-0123456789abcdef-key"
TOKEN = "ck-made-up-fedcba9876543210-token"
QUESTION = "How accurate is Alpha on Zeta?"


@pytest.fixture(autouse=True)
def _keys_and_a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("ASSISTANT_MODEL", "fake")
    monkeypatch.setenv("ASSISTANT_VECTORSTORE_TOKEN", TOKEN)


def assert_nowhere(said: str, folder: Path) -> None:
    """Neither secret, nor most of one, in what was said or in any file."""
    texts = {"said": said.encode()} | {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    for place, text in texts.items():
        for secret in (KEY, TOKEN, KEY[8:-4], TOKEN[8:-4]):
            assert secret.encode() not in text, place


def test_the_search_for_secrets_finds_them(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="said"):
        assert_nowhere(f"Bearer {KEY}", tmp_path)
    (tmp_path / "file").write_text(TOKEN)
    with pytest.raises(AssertionError, match="file"):
        assert_nowhere("", tmp_path)


def test_no_log_line_error_or_file_of_a_run_holds_a_key(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    library, said = tmp_path / "library", list[str]()
    with Library.open(library, embedder=WordEmbedder()) as opened:
        opened.ingest(PAPERS.values())
        replies = (
            stream(f"{RIGHT} [1]"),
            error(401, f"Incorrect API key provided: {KEY}"),
            error(400, f"bad request with Bearer {KEY}"),
            raw(f"no JSON, but {KEY}".encode()),
        )
        with FakeOpenAI(*replies) as server:
            settings = Settings.load(openai_base_url=server.base_url, engine="llm")
            said.append(repr(settings) + str(settings.model_dump()))
            assistant = Assistant(opened, settings=settings)
            for _ in replies:
                try:
                    said.append(json.dumps(assistant.ask(QUESTION).to_json()))
                except ResearchError as exc:
                    said.append(f"{exc!r} {exc}")
            assert all(KEY in request.headers.get("authorization", KEY) for request in server.requests)
            server.script.clear()
    down = ChromaServer(url="http://127.0.0.1:9", token=TOKEN)
    with pytest.raises(ResearchError) as raised, Library.open(tmp_path / "other", server=down) as other:
        other.ingest(PAPERS.values())
    said.append(f"{raised.value!r} {down!r}")
    said += [record.getMessage() + str(record.exc_text) for record in caplog.records]
    assert len(said) > 10, "logging says nothing: the test looks at nothing"
    shown = capfd.readouterr()
    assert_nowhere("\n".join([*said, shown.out, shown.err]), tmp_path)


def test_no_report_of_an_evaluation_holds_a_key(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with Library.open(tmp_path / "library") as opened:
        opened.ingest(PAPERS.values())
    cases = tmp_path / "cases.jsonl"
    case = {"id": "a-1", "kind": "fact", "group": "a", "question": QUESTION, "papers": ["Alpha: a method"]}
    cases.write_text(json.dumps(case | {"facts": ["81%"]}) + "\n", encoding="utf-8")
    with FakeOpenAI(stream(f"{RIGHT} [1]"), error(401, f"Incorrect API key provided: {KEY}")) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        for _ in range(2):
            with pytest.raises(SystemExit):
                evaluate(
                    [
                        str(cases),
                        "--library",
                        str(tmp_path / "library"),
                        "--output",
                        str(tmp_path / "out"),
                        "-v",
                    ]
                )
        server.script.clear()
    assert (tmp_path / "out" / "report.json").exists()
    shown = capfd.readouterr()
    logged = [record.getMessage() + str(record.exc_text) for record in caplog.records]
    assert_nowhere("\n".join([*logged, shown.out, shown.err]), tmp_path)
