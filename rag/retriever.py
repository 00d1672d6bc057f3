"""Our search as a LangChain retriever, for chains of others."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import PrivateAttr

from index.generations import Generation
from index.types import Filters
from rag.find import Models, search
from rag.types import Hit


class PolicyRetriever(BaseRetriever):
    """Documents of one opened generation, best first; where each came from is in its metadata."""

    count: int = 10
    _generation: Generation = PrivateAttr()
    _models: Models = PrivateAttr()
    _filters: Filters = PrivateAttr()

    def __init__(self, generation: Generation, models: Models, filters: Filters = Filters(), **values: Any) -> None:
        super().__init__(**values)
        self._generation, self._models, self._filters = generation, models, filters

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        hits = search(self._generation, self._models, query, count=self.count, filters=self._filters)
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    metadata = {
        "report": hit.entry.source_name,
        "report_id": hit.entry.report_id,
        "title": hit.entry.metadata.title,
        "pages": list(hit.passage.pages),
        "section": list(hit.passage.section),
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
    }
    return Document(id=hit.passage.id, page_content=hit.passage.text, metadata=metadata)
