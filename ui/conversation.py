"""A conversation that grows while an answer is written; no page and no protocol here."""

from collections.abc import Iterator

from documents.types import Language
from rag.assemble import Service
from rag.types import Question, Turn
from ui.cards import Exchange
from ui.errors import MAX_QUESTION, RequestError
from ui.failures import failure

Conversation = tuple[Exchange, ...]

HISTORY = 10  # earlier turns that a question is read with; the page shows more


def converse(service: Service, conversation: Conversation, text: str, language: Language) -> Iterator[Conversation]:
    """The conversation with the new question: at once without an answer, then with each growing answer, or with a failure."""
    question = text.strip()
    if not question:
        yield conversation
        return
    try:
        if len(question) > MAX_QUESTION:
            raise RequestError("question_length", limit=MAX_QUESTION, length=len(question))  # noqa: TRY301  one place says it
        yield (*conversation, Exchange(question))
        for answer in service.stream(Question(question, _history(conversation))):
            yield (*conversation, Exchange(question, answer, kept=service.records.keeps))
    except Exception as error:  # noqa: BLE001  the request boundary
        told = failure(error, language)[1]["error"]
        yield (*conversation, Exchange(question[:MAX_QUESTION], failure=f"{told['message']}\n{told['hint']}"))


def _history(conversation: Conversation) -> tuple[Turn, ...]:
    answered = [(exchange.question, exchange.answer) for exchange in conversation if exchange.answer]
    return tuple(Turn(question, answer.text) for question, answer in answered[-HISTORY:])
