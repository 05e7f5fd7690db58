"""Answers in JSON: whole ones only."""

import json
from collections.abc import Callable

from vectorstore.importers.json_values import member


def document(body: bytes) -> object:
    """What the JSON says; ValueError where it is none, or cut."""
    try:
        return json.loads(body)
    except RecursionError as exc:
        raise ValueError("JSON that is nested too deeply") from exc


def first_list(*path: str) -> Callable[[bytes], None]:
    """A check that a list stands under these keys."""

    def check(body: bytes) -> None:
        if not isinstance(member(document(body), *path), list):
            raise ValueError(  # noqa: TRY004 -- the contract of a check
                f"JSON without a list {'.'.join(path)!r}"
            )

    return check
