"""A server's reply without what belongs to the machine it came from: paths, ids, clocks, timings.

What the engine reads is kept: the words, why the reply ended, the tokens. The pieces of a stream are joined
into one, so that a recording stays small and can be read in a diff.
"""

import json
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any

_WINDOW_FIELDS = ("max_model_len", "context_length", "context_window", "n_ctx")


def portable(body: str) -> str:
    """The body of a chat reply, a stream of one, or a list of models, made portable.

    A body that is none of these is given back as it is.
    """
    try:
        if events := [line for line in body.splitlines() if line.startswith("data:")]:
            return _stream([line.removeprefix("data:").strip() for line in events])
        value = json.loads(body)
        if value["object"] == "list":
            return json.dumps({"object": "list", "data": [_model(each) for each in value["data"]]})
        return _dump(_chat(value, [_kept(each, "message") for each in value["choices"]]))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return body


def base_name(model: str) -> str:
    """A model's name; of one that is named by its file, as llama.cpp does, without folders."""
    if model.startswith(("/", "\\\\", "~")) or model[1:3] == ":\\":
        return PureWindowsPath(model).name
    return model


def _stream(lines: list[str]) -> str:
    chunks = [json.loads(line) for line in lines if line != "[DONE]"]
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    text = "".join(choice["delta"].get("content") or "" for choice in choices)
    ends = [choice["finish_reason"] for choice in choices if choice.get("finish_reason")]
    delta = {"role": "assistant", "content": text}
    parts = [
        _chat(chunks[0], [{"index": 0, "delta": delta, "finish_reason": None}]),
        _chat(chunks[0], [{"index": 0, "delta": {}, "finish_reason": each} for each in ends[-1:]]),
    ]
    parts += [_chat(chunk, []) for chunk in chunks if chunk.get("usage")][-1:]
    return "".join(f"data: {_dump(part)}\n\n" for part in parts) + "data: [DONE]\n\n"


def _chat(value: Mapping[str, Any], choices: list[dict[str, Any]]) -> dict[str, Any]:
    made = {
        "id": "recorded",
        "object": value["object"],
        "created": 0,
        "model": base_name(value["model"]),
        "choices": choices,
    }
    if not choices or "message" in choices[0]:
        reported = value.get("usage") or {}
        usage = {
            name: reported.get(name, 0) for name in ("prompt_tokens", "completion_tokens", "total_tokens")
        }
        made["usage"] = usage
    return made


def _kept(choice: Mapping[str, Any], name: str) -> dict[str, Any]:
    message = {key: choice[name][key] for key in ("role", "content")}
    return {"index": choice["index"], name: message, "finish_reason": choice["finish_reason"]}


def _model(listed: Mapping[str, Any]) -> dict[str, Any]:
    places = (listed, listed.get("meta") or {})
    window = {name: place[name] for place in places for name in _WINDOW_FIELDS if name in place}
    return {"id": base_name(listed["id"]), "object": "model", "created": 0, "owned_by": "recorded", **window}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
