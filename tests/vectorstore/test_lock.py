import os
import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore.errors import LibraryBusy
from vectorstore.lock import writer_lock


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with (
        writer_lock(tmp_path),
        pytest.raises(LibraryBusy, match=f"pid {os.getpid()}"),
        writer_lock(tmp_path, wait_seconds=0.1),
    ):
        pytest.fail("two writers at once")


def test_the_lock_is_free_after_its_holder_is_done_or_failed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(tmp_path):
        _ = 1 / 0
    with writer_lock(tmp_path, wait_seconds=0):
        pass


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    held = (
        "import os, signal, sys; from pathlib import Path; from vectorstore.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", held, str(tmp_path)], check=False).returncode == -9
    with writer_lock(tmp_path, wait_seconds=0):
        pass
