"""Reads the imports of a Python file without running it, and judges them by the rules of the house."""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Where = Literal["top", "function", "lazy attribute", "types"]

MAY_IMPORT: dict[str, frozenset[str]] = {
    "prompts": frozenset(),
    "vectorstore": frozenset(),
    "assistant": frozenset({"vectorstore", "prompts"}),
    "evals": frozenset({"assistant", "vectorstore", "prompts"}),
    "app": frozenset({"assistant"}),
    "tests": frozenset({"app", "assistant", "evals", "prompts", "vectorstore"}),
}
"""Room, and the other rooms that it may import."""

ALSO = {"assistant/cli/commands.py": frozenset({"evals"})}
"""`assistant eval` is a command of one line, which hands over to the room above."""

BEHIND_THE_DOOR = (
    "asking",
    "backup",
    "catalogue",
    "chroma_stores",
    "chunking",
    "derived_index",
    "fusion",
    "index",
    "index_place",
    "ingestion",
    "lock",
    "merging",
    "nodes",
    "restoring",
    "retriever",
    "storage",
    "synchronisation",
    "topic_words",
    "topics",
    "turns",
)
"""Modules of `vectorstore` that only `vectorstore` and its tests use: `Library` is the door."""

HEAVY = frozenset({"chromadb", "fastembed", "gradio", "llama_index", "onnxruntime", "openai", "tokenizers"})
"""Packages that take from a quarter of a second to seconds to import."""

HEAVY_AT_THE_TOP = (
    "app.py",
    "assistant/engines/llm.py",
    "assistant/engines/chunks.py",
    "assistant/engines/server.py",
    "assistant/engines/faults.py",
    "assistant/llama_index_evaluator.py",
    "assistant/page/",
    "evals/",
    "tests/",
    "vectorstore/chroma_stores.py",
    "vectorstore/embeddings/minilm.py",
    "vectorstore/embeddings/onnx_files.py",
    "vectorstore/embeddings/openai_compatible.py",
    "vectorstore/index.py",
    "vectorstore/nodes.py",
)
"""Starts of paths: files that are themselves loaded only when their work is due."""

REASON_AT_THE_TOP = ("assistant/cli/commands.py", "assistant/cli/upkeep.py")
"""Files whose docstring gives one reason for all their local imports."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """One imported module or name, as an absolute dotted path."""

    target: str
    where: Where
    line: int
    commented: bool

    @property
    def package(self) -> str:
        return self.target.partition(".")[0]


def imports_of(source: str, path: Path) -> Iterator[Import]:
    """Every import statement, and every import by a literal name (`import_module("a.b")`, `run_module`)."""
    comments = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    package = path.with_suffix("").parts[:-1]
    for node, where in _walk(ast.parse(source), "top"):
        for target in _targets(node, package):
            yield Import(
                target=target,
                where=where,
                line=node.lineno,
                commented=bool(comments & {node.lineno, node.lineno - 1, node.end_lineno}),
            )


def direction_problems(source: str, path: Path) -> list[str]:
    """Imports of a room that this file's room may not know, and of what lies behind the store's door."""
    room = path.with_suffix("").parts[0]
    allowed = MAY_IMPORT[room] | ALSO.get(path.as_posix(), frozenset()) | {room}
    problems = []
    for found in imports_of(source, path):
        inside_the_store = room in {"vectorstore", "tests"} or found.package != "vectorstore"
        if found.package in MAY_IMPORT and found.package not in allowed:
            problems.append(f"{path}:{found.line}: {room} may not import {found.target}")
        elif not inside_the_store and found.target.partition(".")[2].partition(".")[0] in BEHIND_THE_DOOR:
            problems.append(f"{path}:{found.line}: {found.target} is behind the door of vectorstore")
    return problems


def weight_problems(source: str, path: Path) -> list[str]:
    """Heavy packages at the top of a file that others load early."""
    if path.as_posix().startswith(HEAVY_AT_THE_TOP):
        return []
    return [
        f"{path}:{found.line}: {found.target} at the top makes every import slow"
        for found in imports_of(source, path)
        if found.where == "top" and found.package in HEAVY
    ]


def place_problems(source: str, path: Path) -> list[str]:
    """Imports inside a function without need (the standard library), or without a comment that says why."""
    problems = []
    for found in imports_of(source, path):
        if found.where == "function" and found.package in sys.stdlib_module_names:
            problems.append(f"{path}:{found.line}: {found.target} belongs at the top of the file")
        elif found.where == "function" and not found.commented and path.as_posix() not in REASON_AT_THE_TOP:
            problems.append(f"{path}:{found.line}: a comment must say why {found.target} is imported here")
    return problems


def _walk(node: ast.AST, where: Where) -> Iterator[tuple[ast.stmt | ast.expr, Where]]:
    for child in ast.iter_child_nodes(node):
        inside = where
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            lazy = isinstance(child, ast.FunctionDef) and child.name == "__getattr__" and where == "top"
            inside = "lazy attribute" if lazy else "function"
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            inside = "types"
        if isinstance(child, ast.stmt | ast.expr):
            yield child, where
        yield from _walk(child, inside)


def _targets(node: ast.stmt | ast.expr, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else ()
        module = ".".join([*above, *([node.module] if node.module else [])])
        return [f"{module}.{alias.name}".lstrip(".") for alias in node.names]
    if isinstance(node, ast.Call) and node.args:
        function, name = node.func, node.args[0]
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if called in {"__import__", "import_module", "run_module", "resolve_name"} and isinstance(
            name, ast.Constant
        ):
            return [str(name.value)]
    return []
