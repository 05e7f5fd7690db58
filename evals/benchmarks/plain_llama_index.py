"""The peer: LlamaIndex's `VectorStoreIndex` on Chroma as its documentation builds it, with our model."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import chromadb
from chromadb.config import Settings as ChromaSettings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from vectorstore import Paper
from vectorstore.embeddings import Embedder

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever


class SameModel(BaseEmbedding):
    """Our embedding model as LlamaIndex takes it, in its default batches."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **given: Any) -> None:
        super().__init__(model_name=embedder.name, **given)
        self._embedder = embedder

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return cast("list[list[float]]", self._embedder.embed(texts).tolist())

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def index_papers(papers: Sequence[Paper], folder: Path, embedder: Embedder, top_k: int) -> "BaseRetriever":
    """Index title and abstract of every paper in `folder` and give back the retriever."""
    client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    store = ChromaVectorStore(chroma_collection=client.create_collection("papers"))
    documents = [
        Document(text=f"{paper.title}\n{paper.abstract}", metadata={"title": paper.title}) for paper in papers
    ]
    index = VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=SameModel(embedder),
    )
    return index.as_retriever(similarity_top_k=top_k)
