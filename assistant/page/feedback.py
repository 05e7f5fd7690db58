"""What people think of answers, kept beside the library as JSON Lines for the eval suite."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from assistant.answer import Answer
from vectorstore.errors import InputError, StorageError

Rating = Literal["up", "down"]

FILE_NAME = "feedback.jsonl"
LARGEST_FILE = 10_000_000
"""Bytes. A full file takes no more until it is moved away, so that nobody fills the disk through the page."""

LONGEST_COMMENT = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    """A rated answer. `key` names the answer: of two lines with the same key the later one holds.

    `questions` are all questions of the conversation up to the rated one, the last one rated.
    """

    key: str
    rating: Rating
    comment: str
    questions: tuple[str, ...]
    answer: Answer


class FeedbackFile:
    """Appends to `feedback.jsonl` in the library's folder. Safe to share between threads."""

    def __init__(self, library: Path) -> None:
        self._path = library / FILE_NAME
        self._lock = Lock()

    def append(self, feedback: Feedback) -> None:
        """Write one line, readable by the owner alone.

        Raises InputError when the file is full, StorageError when it cannot be written.
        """
        line = (json.dumps(_record(feedback), ensure_ascii=False) + "\n").encode("utf-8", "replace")
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            with self._lock:
                descriptor = os.open(self._path, flags, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    if os.fstat(descriptor).st_size + len(line) > LARGEST_FILE:
                        raise InputError("No more feedback fits; move the library's feedback.jsonl away.")
                    file.write(line)
        except OSError as exc:
            raise StorageError(
                f"The feedback could not be written ({exc.strerror}). Check the disk."
            ) from exc


def _record(feedback: Feedback) -> dict[str, object]:
    answer = feedback.answer
    papers = dict.fromkeys(citation.title for citation in answer.citations)
    return {
        "key": feedback.key,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "rating": feedback.rating,
        "comment": feedback.comment[:LONGEST_COMMENT],
        "questions": list(feedback.questions),
        "kind": answer.kind,
        "status": answer.status,
        "text": answer.text,
        "claims": [claim.text for claim in answer.claims],
        "papers": list(papers),
        "engine": answer.engine,
        "model": answer.model,
    }
