"""Zip and gzip are read in place; what breaks or bursts ends there, and what came before it is kept."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from vectorstore.errors import UnreadableSource
from vectorstore.importers import Parsed, Unreadable, read_sources

LINES = "".join(f'{{"title": "On Tides {number}", "abstract": "{number * 7919}"}}\n' for number in range(300))
RIS = "TY  - JOUR\nTI  - Zoë on Sands\nAU  - Love, Ada\nER  -\n"


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_gzip_is_read_as_the_list_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(RIS.encode("utf-16")))
    (record,) = read_sources([path])

    assert isinstance(record, Parsed)
    assert (record.paper.title, record.file) == ("Zoë on Sands", str(path))


def test_every_file_of_a_zip_is_read_and_named(tmp_path: Path) -> None:
    files = {"a/one.ris": RIS.encode(), "two.jsonl": LINES.encode(), "paper.pdf": b"%PDF-1.7"}
    files |= {"__MACOSX/._x": b"\x00", "inner.gz": gzip.compress(b"x")}
    path = zipped(tmp_path / "lists.zip", files)
    records = list(read_sources([path]))

    assert sum(isinstance(record, Parsed) for record in records) == 301
    reasons = {record.file: record.reason for record in records if isinstance(record, Unreadable)}
    assert reasons.keys() == {f"{path}/paper.pdf", f"{path}/inner.gz"}
    assert "PDF" in reasons[f"{path}/paper.pdf"]
    assert "archive within" in reasons[f"{path}/inner.gz"]


def test_a_gzip_that_is_cut_gives_what_came_before(tmp_path: Path) -> None:
    whole = gzip.compress(LINES.encode())
    path = tmp_path / "list.gz"
    path.write_bytes(whole[: len(whole) // 2])
    *before, last = read_sources([path])

    assert sum(isinstance(record, Parsed) for record in before) > 50
    assert isinstance(last, Unreadable)
    assert "breaks off" in last.reason


def test_a_zip_that_is_cut_or_changed_is_reported(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", {"list.jsonl": LINES.encode()}).read_bytes()
    path = tmp_path / "list.zip"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableSource, match="cut or damaged"):
        list(read_sources([path]))
    middle = len(whole) // 3
    path.write_bytes(whole[:middle] + b"\xff" * 20 + whole[middle + 20 :])
    reasons = []
    try:
        reasons = [one.reason for one in read_sources([path]) if isinstance(one, Unreadable)]
    except UnreadableSource as exc:
        reasons = [str(exc)]
    assert any("damaged" in reason for reason in reasons)


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_a_bomb_is_stopped_and_the_records_before_it_are_kept(tmp_path: Path, kind: str) -> None:
    content = io.BytesIO()
    content.write(b'{"title": "On Tides"}\n')
    content.write(b" " * 150_000_000)
    path = tmp_path / "bomb"
    if kind == "gzip":
        path.write_bytes(gzip.compress(content.getvalue(), 6))
    else:
        zipped(path, {"a.jsonl": content.getvalue(), "b.jsonl": LINES.encode()})
    records = list(read_sources([path]))

    assert isinstance(records[0], Parsed)
    assert "400 times" in "".join(one.reason for one in records if isinstance(one, Unreadable))


def test_an_office_document_and_an_empty_zip_are_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="CSV"):
        list(read_sources([zipped(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<x/>"})]))
    with pytest.raises(UnreadableSource, match="no file"):
        list(read_sources([zipped(tmp_path / "b.zip", {".hidden": b"x"})]))


def test_a_line_without_end_is_not_taken_into_memory(tmp_path: Path) -> None:
    noise = "".join(f" {number * 7919 % 10_007}" for number in range(2_000)) * 12_000
    path = tmp_path / "line.gz"
    path.write_bytes(gzip.compress(LINES.encode() + noise.encode(), 1))
    records = list(read_sources([path]))

    assert sum(isinstance(record, Parsed) for record in records) == 300
    assert "a line of more than" in "".join(one.reason for one in records if isinstance(one, Unreadable))
