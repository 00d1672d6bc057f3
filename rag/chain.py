"""The answerer as a LangChain Runnable, for chains of others and for LangChain's callbacks."""

from collections.abc import Iterator
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from rag.answerer import Answerer
from rag.find import Evidence
from rag.types import Answer, Question


class AnswerChain(Runnable[Question | str, Answer]):
    """`invoke` gives the whole answer, `stream` growing ones, every sentence of which is checked; the last is final."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._find: Runnable[Question, Evidence] = RunnableLambda(answerer.find, name="find")

    def invoke(self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002  (LangChain's name)
        *_, answer = self.stream(input, config, **kwargs)
        return answer

    def stream(self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Answer]:  # noqa: A002, ARG002
        question = Question(input) if isinstance(input, str) else input
        return self._answerer.stream(question, lambda asked: self._find.invoke(asked, config))
