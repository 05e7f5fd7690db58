"""Data stays data: nothing of the product unpickles, evaluates or hands words to a shell."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import product_files, read

MODULES = {"cloudpickle", "dill", "joblib", "marshal", "pickle", "shelve"}
CALLS = {"compile", "eval", "exec", "__import__"}
SHELLS = {"os.popen", "os.system", "subprocess.getoutput", "subprocess.getstatusoutput", "commands.getoutput"}
LOADERS = {"torch.load", "yaml.load", "yaml.unsafe_load"}


def problems(source: str, path: Path) -> list[str]:
    """Each line that could make code out of data."""
    return [f"{path}:{line}: {what}" for line, what in _found(ast.parse(source))]


def _found(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            for name in [module] if module else [each.name for each in node.names]:
                if name.split(".")[0] in MODULES:
                    yield node.lineno, f"imports {name}"
            for name in [f"{module}.{each.name}" for each in node.names]:
                if name in SHELLS | LOADERS:
                    yield node.lineno, f"imports {name}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            safe = any(
                word.arg == "weights_only" and ast.unparse(word.value) == "True" for word in node.keywords
            )
            if called in CALLS | SHELLS | LOADERS and not safe:
                yield node.lineno, f"calls {called}"
            for word in node.keywords:
                if word.arg in {"shell", "allow_pickle"} and ast.unparse(word.value) != "False":
                    yield node.lineno, f"gives {word.arg}"


def test_nothing_makes_code_of_data() -> None:
    found = [problem for path in product_files() for problem in problems(read(path), path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "def f():\n    import joblib.externals",
        "eval('1')",
        "exec(text)",
        "os.system('ls')",
        "from os import system",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=wanted)",
        "np.load(path, allow_pickle=True)",
        "torch.load(path)",
    ],
)
def test_such_a_line_is_found(source: str) -> None:
    assert len(problems(source, Path("a.py"))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "re.compile('x')",
        "subprocess.run(['ls'], shell=False)",
        "model.eval()",
        "import json",
        "torch.load(path, weights_only=True)",
    ],
)
def test_other_lines_pass(source: str) -> None:
    assert problems(source, Path("a.py")) == []
