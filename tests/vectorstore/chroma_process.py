"""A Chroma server on this machine, for as long as tests need it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from vectorstore.chroma_server import ChromaServer

CHROMA = Path(sys.executable).with_name("chroma")


@contextmanager
def chroma_process(folder: Path) -> Iterator[ChromaServer]:
    """Once it answers; its data is in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                try:
                    httpx.get(f"{url}/api/v2/heartbeat").raise_for_status()
                    break
                except httpx.HTTPError:
                    time.sleep(0.1)
            yield ChromaServer(url=url, token="made-up-token")
        finally:
            process.terminate()
