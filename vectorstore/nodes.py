"""Passages as LlamaIndex nodes, the form in which any LlamaIndex application reads the index."""

from collections.abc import Sequence

import numpy as np
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode
from numpy.typing import NDArray

from vectorstore.catalogue import PendingPassage


def nodes_of(passages: Sequence[PendingPassage], vectors: NDArray[np.float32]) -> list[BaseNode]:
    """One node a passage, with its vector, place and paper. A paper without abstract gives its title."""
    return [
        TextNode(
            id_=pending.passage.passage_id,
            text=pending.passage.text or pending.title,
            embedding=vector.tolist(),
            metadata={
                "paper_id": pending.passage.paper_id,
                "title": pending.title,
                "year": pending.year,
                "start": pending.passage.start,
                "end": pending.passage.end,
            },
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=pending.passage.paper_id)},
        )
        for pending, vector in zip(passages, vectors, strict=True)
    ]
