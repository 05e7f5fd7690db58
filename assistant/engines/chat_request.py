"""What is asked of a chat server, apart from how it is sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from prompts import Messages


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatRequest:
    """Messages, the most tokens of the reply, and the JSON schema that the reply is to follow, if any.

    `fence` is the word in the messages that differs every time; it is no part of what is asked.
    """

    messages: Messages
    max_tokens: int
    schema: Mapping[str, object] | None = field(default=None, hash=False)
    fence: str = ""

    def key(self, server: str, model: str) -> str:
        """A hash of what is asked of whom, the same whatever the fence is."""
        texts = [self.messages.system, self.messages.user]
        if self.fence:
            texts = [text.replace(self.fence, "") for text in texts]
        asked = json.dumps([server, model, self.max_tokens, self.schema, *texts], sort_keys=True)
        return hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()


def text_in_schema(name: str) -> Mapping[str, object]:
    """The JSON schema of an object with one text, `name`."""
    return {
        "type": "object",
        "properties": {name: {"type": "string"}},
        "required": [name],
        "additionalProperties": False,
    }


def text_in(reply: str, name: str) -> str | None:
    """The text `name` of the last JSON object in a reply that has one; None when none has."""
    decoder, found, start = json.JSONDecoder(), None, reply.find("{")
    while start >= 0:
        try:
            value, end = decoder.raw_decode(reply, start)
        except (ValueError, RecursionError):
            value, end = None, start + 1
        if isinstance(value, dict) and isinstance(value.get(name), str):
            found = value[name]
        start = reply.find("{", end)
    return found
