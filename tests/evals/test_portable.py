"""What is recorded holds the words and the tokens, and nothing of the machine it came from."""

import json

from evals.portable import base_name, portable

PATH = "/models/big/tiny.gguf"


def event(**fields: object) -> str:
    value = {"id": "chatcmpl-7x", "object": "chat.completion.chunk", "created": 1795609530, "model": PATH}
    return f"data: {json.dumps({**value, 'system_fingerprint': 'b0', **fields})}\n\n"


def piece(text: str | None, finish: str | None = None) -> str:
    delta = {} if text is None else {"content": text}
    return event(choices=[{"index": 0, "delta": delta, "finish_reason": finish}])


STREAM = "".join(
    (
        piece("Alpha reaches "),
        piece("81% [1]."),
        piece(None, "stop"),
        event(
            choices=[],
            usage={"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13},
            timings={"prompt_ms": 99.1},
        ),
        "data: [DONE]\n\n",
    )
)


def test_a_stream_keeps_its_words_its_end_and_its_tokens() -> None:
    kept = portable(STREAM)
    *chunks, last = [line.removeprefix("data: ") for line in kept.splitlines() if line]
    words, end, usage = map(json.loads, chunks)
    assert words["choices"][0]["delta"]["content"] == "Alpha reaches 81% [1]."
    assert end["choices"][0]["finish_reason"] == "stop"
    assert usage["usage"] == {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}
    assert last == "[DONE]"


def test_nothing_of_the_machine_is_kept() -> None:
    for trace in ("/models", "chatcmpl-7x", "1795609530", "timings", "fingerprint"):
        assert trace in STREAM
        assert trace not in portable(STREAM)


def test_the_pings_of_a_slow_server_are_left_out() -> None:
    assert portable(f":\n\n{STREAM}: ping\n\n") == portable(STREAM)


def test_a_reply_in_one_piece_keeps_its_message() -> None:
    reply = {
        "id": "x",
        "object": "chat.completion",
        "created": 5,
        "model": PATH,
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": "Yes."}, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    }
    kept = json.loads(portable(json.dumps(reply)))
    assert kept["choices"] == reply["choices"]
    assert (kept["model"], kept["usage"]["completion_tokens"]) == ("tiny.gguf", 2)


def test_what_is_made_portable_twice_stays_the_same() -> None:
    assert portable(portable(STREAM)) == portable(STREAM)


def test_another_body_stays_as_it_is() -> None:
    for body in ("", "no json", "[1]", '{"object": "odd"}', "data: {broken"):
        assert portable(body) == body


def test_a_name_that_is_no_path_stays_whole() -> None:
    names = ["org/model", PATH, "C:\\models\\tiny.gguf", "~/tiny.gguf"]
    assert [base_name(name) for name in names] == ["org/model", "tiny.gguf", "tiny.gguf", "tiny.gguf"]
