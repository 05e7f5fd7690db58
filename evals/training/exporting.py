"""The trained model as an ONNX file with int8 weights."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.training.cross_encoder import CrossEncoder


def export(model: CrossEncoder, path: Path) -> None:
    """Write `path`: input_ids, attention_mask, token_type_ids of shape (batch, tokens) to logits."""
    model.eval()
    sample = torch.ones((2, 24), dtype=torch.int64)
    segments = torch.zeros_like(sample)
    segments[:, 10:] = 1
    dynamic = {0: "batch", 1: "tokens"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        torch.onnx.export(
            model,
            (sample, sample, segments),
            str(whole),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={**dict.fromkeys(names, dynamic), "logits": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True)
