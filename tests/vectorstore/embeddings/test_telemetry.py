"""The embedded model leaves nothing behind and reports to nobody."""

import os
import subprocess
import sys
from pathlib import Path

CODE = """
from vectorstore import embedder_for
print(embedder_for().embed(["a text"]).shape)
"""


def test_embedding_writes_nothing_into_a_persons_folders(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env=env | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "(1, 384)"
    assert list(tmp_path.rglob("*")) == []
