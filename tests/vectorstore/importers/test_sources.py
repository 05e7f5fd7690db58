from pathlib import Path

import pytest

from vectorstore.errors import UnreadableSource
from vectorstore.importers import Parsed, Unreadable, read_sources, read_text

PAGE = "LGMay 2, 2020\nÜber TidesAda Love, Şule Çelik\nTides turn at 5 °C, naïvely.\n"
LINES = '{"title": "On Tides"}\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_of_unicode_are_told_apart(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((PAGE * 3).encode(encoding))
    records = list(read_sources([path]))

    assert len(records) == 3
    assert isinstance(records[0], Parsed)
    assert records[0].paper.title == "Über Tides"
    assert records[0].paper.authors == ("Ada Love", "Şule Çelik")


def test_latin_1_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((PAGE.replace("Şule", "Zoë").replace("Üb", "Ub") * 3).encode("latin-1"))
    first = next(read_sources([path]))

    assert isinstance(first, Parsed)
    assert "naïvely" in first.paper.abstract
    assert first.paper.authors == ("Ada Love", "Zoë Çelik")


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gbk", "深度学习在自然语言处理中的应用研究综述"),
        ("shift_jis", "自然言語処理における深層学習の応用についての研究"),
        ("euc_kr", "자연어 처리에서 딥러닝의 응용에 관한 연구입니다"),
        ("cp1251", "Глубокое обучение нейронных сетей на практике"),
    ],
)
def test_other_scripts_in_old_encodings_are_recognised(tmp_path: Path, encoding: str, words: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(f"LGMay 2, 2020\nOn TidesAda Love, Bob Ray\n{words}\n".encode(encoding))
    (record,) = read_sources([path])

    assert isinstance(record, Parsed)
    assert record.paper.abstract == words


def test_a_file_of_mixed_encodings_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode() * 3 + "LGMay 2, 2020\nOn TidesZoë Love, Bob Ray\nnaïve\n".encode("cp1252"))
    records = list(read_sources([path]))

    assert [isinstance(record, Parsed) and record.paper.authors[0] for record in records] == [
        "Ada Love",
        "Ada Love",
        "Ada Love",
        "Zoë Love",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04...", "zip"),
        (b"\x1f\x8b\x08...", "gzip"),
        (b"abc\x00\x01\x02def" * 10, "binary"),
        (b"Dear all,\nthis is a letter.\n", "no publication list"),
        (b'{"title": 3}\n', "line 1: expected 'title'"),
    ],
)
def test_what_is_no_list_is_refused_in_one_clear_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "given"
    path.write_bytes(content)

    with pytest.raises(UnreadableSource, match=said) as refusal:
        list(read_sources([path]))
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_one_bad_file_among_others_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.jsonl").write_text(LINES)
    (tmp_path / ".hidden").write_text(LINES)
    bad, good = read_sources([tmp_path])

    assert isinstance(bad, Unreadable)
    assert "PDF" in bad.reason
    assert isinstance(good, Parsed)


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        list(read_sources([tmp_path / "none"]))
    with pytest.raises(UnreadableSource, match="no file in it"):
        list(read_sources([tmp_path]))


def test_pasted_text_is_read() -> None:
    (record,) = read_text(PAGE, file="pasted")

    assert isinstance(record, Parsed)
    assert record.file == "pasted"
    with pytest.raises(UnreadableSource, match="pasted"):
        list(read_text("hello", file="pasted"))
