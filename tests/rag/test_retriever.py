"""Our search as a LangChain retriever."""

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableParallel, RunnablePassthrough

from documents.load import load_report
from index.types import Filters
from rag.assemble import Service
from rag.config import Settings

GOAL = "安徽省规模以上工业增加值增长目标是多少？"


def joined(documents: list[Document]) -> str:
    return "\n".join(document.page_content for document in documents)


def test_it_brings_the_hits_of_the_search_in_their_order(service: Service) -> None:
    retriever = service.retriever(count=3)
    assert isinstance(retriever, BaseRetriever)
    documents, hits = retriever.invoke(GOAL), service.search(GOAL, 3)
    assert [document.id for document in documents] == [hit.passage.id for hit in hits]
    assert [document.metadata["score"] for document in documents] == [hit.score for hit in hits]


def test_the_metadata_gives_the_span_in_the_report(service: Service, collection: Settings) -> None:
    for document in service.retriever(count=50).invoke("目标"):
        report = load_report(collection.data.parent / "reports" / document.metadata["report"])
        assert report.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert (document.metadata["report_id"], document.metadata["title"]) == (report.id, report.metadata.title)
        assert set(document.metadata["pages"]) <= {page.number for page in report.pages}


def test_only_reports_that_pass_the_filters_are_searched(service: Service) -> None:
    documents = service.retriever(filters=Filters(report="浙江.md")).invoke("工业增加值")
    assert {document.metadata["report"] for document in documents} == {"浙江.md"}


def test_it_feeds_a_chain_of_others(service: Service) -> None:
    prompt = ChatPromptTemplate.from_messages([("system", "{context}"), ("human", "{question}")])
    model = FakeListChatModel(responses=["增长6.5%左右"])
    answer = RunnablePassthrough.assign(context=lambda found: joined(found["docs"])) | prompt | model | StrOutputParser()
    chain = RunnableParallel(docs=service.retriever(count=2), question=RunnablePassthrough()).assign(answer=answer)
    result = chain.invoke(GOAL)
    assert (result["answer"], result["question"]) == ("增长6.5%左右", GOAL)
    assert result["docs"][0].metadata["report"] == "安徽.txt"
    parts = list(chain.stream(GOAL))
    assert "".join(part["answer"] for part in parts if "answer" in part) == "增长6.5%左右"


def test_it_runs_in_batches(service: Service) -> None:
    first, second = service.retriever(count=1).batch([GOAL, "演出重点扶持哪些剧种"])
    assert [document.metadata["report"] for document in (*first, *second)] == ["安徽.txt", "文旅.md"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_brings_no_more_than_asked_for(service: Service, count: int) -> None:
    assert len(service.retriever(count=count).invoke("目标")) == count
