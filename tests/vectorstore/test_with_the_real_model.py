"""The library with the model that ships: meaning finds what words do not."""

import subprocess
import sys
from pathlib import Path

from tests.vectorstore.fakes import BEES, GLACIERS, LOOMS, PAPERS
from vectorstore import Library

ROOT = Path(__file__).parents[2]

ASK = """
import sys
from pathlib import Path
from vectorstore import Library
with Library.open(Path(sys.argv[1])) as library:
    first = library.search("shrinking ice sheets")[0]
heavy = sorted({"llama_index", "openai", "gradio", "torch"} & sys.modules.keys())
peak = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(first.paper.title, heavy, int(peak[0].split()[1]) // 1024 < 400, sep="|")
"""


def test_questions_in_other_words_find_their_paper_and_asking_stays_light(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l") as library:
        library.ingest(PAPERS)
        assert library.search("insects communicating where food is", top_k=1)[0].paper == BEES
        assert library.search("shrinking ice", top_k=1)[0].paper == GLACIERS
        assert library.search("neural nets that design textiles", top_k=1)[0].paper == LOOMS
        assert library.stats().embedding_model == "all-MiniLM-L6-v2-onnx-int8"
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path / "l")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{GLACIERS.title}|[]|True\n"
