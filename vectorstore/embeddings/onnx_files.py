"""Model files that are run with onnxruntime: checked before they are loaded, loaded the same way."""

import hashlib
import os
from pathlib import Path

import onnxruntime

from vectorstore.errors import ModelFileError


def verified(path: Path, sha256: str, advice: str) -> Path:
    """The path, once the file's SHA-256 is the known one; else ModelFileError, which ends in the advice."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise ModelFileError(f"Cannot read the model file {path} ({exc.strerror}): {advice}") from exc
    if found != sha256:
        raise ModelFileError(
            f"The model file {path} is altered or incomplete (SHA-256 {found}, expected {sha256}): {advice}"
        )
    return path


def session(model: Path) -> onnxruntime.InferenceSession:
    """A session on the processor, with as many threads as this process may use cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    options.log_severity_level = 3
    # Threads that spin while they wait burn a core each, and on a busy machine halve the speed.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
