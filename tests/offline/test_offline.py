"""The block on the network works, and what it sees."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline import loopback_only
from tests.offline.loopback_only import NetworkBlocked, is_loopback

ELSEWHERE = "192.0.2.1"  # TEST-NET-1 (RFC 5737): belongs to nobody


@pytest.fixture
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Refusals provoked here are not counted against the test run."""
    monkeypatch.setenv(loopback_only.LOG_VARIABLE, str(tmp_path / "log"))
    return tmp_path / "log"


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", b"127.0.0.1"]
)
def test_loopback_is_recognised(host: object) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["", "0.0.0.0", "::", ELSEWHERE, "::ffff:192.0.2.1", "example.org", "localhost.example.org", None, 1],
)
def test_everything_else_is_not(host: object) -> None:
    assert not is_loopback(host)


@pytest.mark.usefixtures("own_log")
class TestRefused:
    def test_connecting(self) -> None:
        with socket.socket() as sock, pytest.raises(NetworkBlocked, match=ELSEWHERE):
            sock.connect((ELSEWHERE, 80))

    def test_connecting_without_waiting(self) -> None:
        with socket.socket() as sock, pytest.raises(NetworkBlocked):
            sock.connect_ex((ELSEWHERE, 80))

    def test_connecting_by_ipv6(self) -> None:
        with socket.socket(socket.AF_INET6) as sock, pytest.raises(NetworkBlocked):
            sock.connect(("2001:db8::1", 80))

    def test_a_datagram(self) -> None:
        with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(NetworkBlocked):
            sock.sendto(b"x", (ELSEWHERE, 53))

    def test_listening_to_the_outside(self) -> None:
        with socket.socket() as sock, pytest.raises(NetworkBlocked):
            sock.bind(("0.0.0.0", 0))

    def test_looking_a_name_up(self) -> None:
        with pytest.raises(NetworkBlocked, match="example"):
            socket.getaddrinfo("example.org", 443)
        with pytest.raises(NetworkBlocked, match="example"):
            socket.gethostbyname("example.org")

    def test_an_asyncio_connection(self) -> None:
        async def connect(host: str) -> None:
            await asyncio.open_connection(host, 443)

        for host in ("example.org", ELSEWHERE):
            with pytest.raises(NetworkBlocked):
                asyncio.run(connect(host))

    def test_a_child_process_and_the_refusal_is_recorded(self, own_log: Path) -> None:
        swallowed = (
            f"import socket\ntry: socket.create_connection(('{ELSEWHERE}', 80))\nexcept RuntimeError: pass"
        )
        subprocess.run([sys.executable, "-c", swallowed], check=True)
        assert loopback_only.attempts(own_log) == [f"socket.getaddrinfo to '{ELSEWHERE}'"]


def test_loopback_works_in_threads_of_asyncio() -> None:
    async def echo() -> bytes:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection("localhost", server.sockets[0].getsockname()[1])
            writer.write(b"hello\n")
            line = await reader.readline()
            writer.close()
            return line

    assert asyncio.run(echo()) == b"hello\n"


def test_a_swallowed_refusal_fails_its_test(tmp_path: Path) -> None:
    test = tmp_path / "test_swallowing.py"
    test.write_text(
        "import socket\n\n\n"
        "def test_swallowing():\n"
        f"    try: socket.create_connection(('{ELSEWHERE}', 80))\n"
        "    except RuntimeError: pass\n"
    )
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-c",
            os.devnull,
            "--rootdir",
            tmp_path,
            test,
        ],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert "1 failed" in run.stdout
    assert "tried to leave this machine" in run.stdout


def test_no_folder_of_the_person_is_used() -> None:
    home = Path(os.environ["HOME"])
    assert home.name.startswith("assistant-tests-")
    assert Path.home() == home
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        assert Path(os.environ[name]).parent == home
