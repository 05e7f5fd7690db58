import threading
from pathlib import Path

from assistant.answer import Usage
from assistant.engines.ledger import Ledger

ONE = Usage(prompt_tokens=10, completion_tokens=2, calls=1, cost_usd=0.5)


def test_usage_is_summed_by_day_and_model(tmp_path: Path) -> None:
    ledger = Ledger(folder=tmp_path)
    for model in ("b", "a", "b"):
        ledger.add(model, ONE)
    (tmp_path / "2020-02-03.jsonl").write_text(next(tmp_path.glob("*.jsonl")).read_text("utf-8"), "utf-8")
    assert [(each.day[:4] == "2020", each.model, each.usage.calls) for each in ledger.days()] == [
        (True, "a", 1),
        (True, "b", 2),
        (False, "a", 1),
        (False, "b", 2),
    ]
    assert ledger.today() == Usage(prompt_tokens=30, completion_tokens=6, calls=3, cost_usd=1.5)


def test_lines_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    ledger = Ledger(folder=tmp_path)
    ledger.add("a", ONE)
    file = next(tmp_path.glob("*.jsonl"))
    file.write_bytes(file.read_bytes() + b'{"model": "a"}\n[1]\n\xff\x00\n{"model": ' + b"[" * 9000 + b"\n")
    assert ledger.today() == ONE


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_count(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for ledger in (Ledger(folder=tmp_path / "file"), Ledger(folder=None)):
        ledger.add("a", ONE)
        assert ledger.today() == ONE
        assert [each.usage for each in ledger.days()] == [ONE]


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    ledger = Ledger(folder=tmp_path)

    def book() -> None:
        for _ in range(20):
            ledger.add("a", ONE)

    threads = [threading.Thread(target=book) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.today().calls == 160
