import socket
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import httpx
import pytest

from assistant.chain import Assistant
from assistant.page import Credentials, build_page, launch
from tests.assistant.page.assistants import assistant_of
from tests.assistant.page.samples import ZEBU
from vectorstore.errors import InputError, OutsideError


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_of(tmp_path_factory.mktemp("served") / "library", ZEBU) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(assistant: Assistant) -> Iterator[gr.Blocks]:
    served = launch(assistant, port=free_port())
    yield served
    served.close(verbose=False)


def test_the_page_is_bound_to_this_machine_and_not_shared(page: gr.Blocks) -> None:
    assert page.server_name == "127.0.0.1"
    assert page.share_url is None


def test_the_page_forbids_other_hosts_and_names_none_that_it_loads_from(page: gr.Blocks) -> None:
    reply = httpx.get(str(page.local_url))
    policy = reply.headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert "http" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_usage_statistics_are_off(page: gr.Blocks) -> None:
    assert page.analytics_enabled is False


def test_a_taken_port_is_one_clear_line(page: gr.Blocks, assistant: Assistant) -> None:
    with pytest.raises(InputError, match="choose another with --port"):
        launch(assistant, port=int(page.server_port))


def test_a_page_that_cannot_reach_itself_says_what_to_set(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradio.networking.url_ok", lambda _: False)
    with pytest.raises(OutsideError, match="NO_PROXY"):
        launch(assistant, port=free_port())


def test_questions_of_many_people_are_answered_at_once(assistant: Assistant) -> None:
    limits = {fn.concurrency_limit for fn in build_page(assistant).fns.values() if fn.concurrency_id == "ask"}
    assert limits == {20}


def test_no_part_of_the_page_is_an_endpoint_for_programs_by_accident(assistant: Assistant) -> None:
    endpoints = build_page(assistant).get_api_info()["named_endpoints"]
    assert set(endpoints) <= {"/ask", "/papers", "/ingest"}


def test_files_of_this_machine_are_not_served(page: gr.Blocks, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    reply = httpx.get(f"{page.local_url}gradio_api/file={secret}")
    assert reply.status_code == 403
    assert "secret" not in reply.text.replace(str(secret), "")


def test_other_machines_are_let_in_only_with_credentials_or_on_purpose(assistant: Assistant) -> None:
    with pytest.raises(InputError, match="--auth"):
        launch(assistant, host="0.0.0.0", port=free_port())


def test_with_credentials_nothing_is_shown_before_they_are_given(assistant: Assistant) -> None:
    served = launch(assistant, port=free_port(), credentials=Credentials(user="ann", password="word"))
    try:
        with httpx.Client(base_url=str(served.local_url)) as client:
            assert client.get("config").status_code == 401
            assert client.post("login", data={"username": "ann", "password": "wrong"}).status_code == 400
            assert client.post("login", data={"username": "ann", "password": "word"}).status_code == 200
            assert client.get("config").status_code == 200
    finally:
        served.close(verbose=False)


def test_mcp_without_its_package_says_what_to_install(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.page.serving.find_spec", lambda _: None)
    with pytest.raises(InputError, match="pip install 'mcp<2'"):
        launch(assistant, port=free_port(), mcp=True)


def test_a_page_for_this_machine_is_not_opened_under_a_name_of_somebody_else(page: gr.Blocks) -> None:
    assert httpx.get(str(page.local_url), headers={"host": "evil.test"}).status_code == 421
