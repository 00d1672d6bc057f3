"""The writer that asks a chat model through LangChain. The model proposes, code decides what reaches the reader."""

import os
import time
from collections.abc import Iterator
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from rag.config import ModelSettings
from rag.drafts import complete_sentences, draft_of, is_ornament
from rag.find import Evidence, inside
from rag.prompt import NO_ANSWER, messages
from rag.types import Question
from rag.write import Draft, WriterError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SHOWN = 6  # passages given to the model
_LONGEST_ANSWER = 20_000  # characters; a model that has not ended by then repeats itself


def open_chat_model(settings: ModelSettings) -> "BaseChatModel":
    """The configured chat model; raises WriterError when the provider is unknown or its settings do not do."""
    from langchain.chat_models import init_chat_model

    if not settings.name:
        raise WriterError("model_failed", "The writer `model` needs the name of a model")
    try:
        model: BaseChatModel = init_chat_model(settings.name, model_provider=settings.provider, **_options(settings))
        return model
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        message = f"The model {settings.name!r} of provider {settings.provider!r} could not be set up"
        raise WriterError("model_failed", message) from error


def _options(settings: ModelSettings) -> dict[str, Any]:
    options: dict[str, Any] = {
        # Local servers want no key, the client library wants one.
        "api_key": os.environ.get(settings.api_key_variable) or "none",
        # A second later than our own, so that a model that is silent is told as slow, not as broken.
        "timeout": settings.timeout_seconds + 1,
        "max_tokens": settings.max_tokens,
        # Extraction answers at once, while the client would wait as long as a busy server asks for, two minutes at most.
        "max_retries": 0,
        "temperature": 0,
    }
    if settings.base_url:
        options["base_url"] = settings.base_url
    if settings.provider == "openai":
        from rag.endpoint import open_client

        # Other servers know only the chat completions; the library would choose the other route by the name of the model.
        options |= {"use_responses_api": False, "http_client": open_client(settings.timeout_seconds + 1)}
    return options


class ModelWriter:
    """Sentences by a model, each shown only with quotes that hold its figures and enough of its words.

    `seconds` is the time for a whole answer.
    """

    def __init__(self, model: "BaseChatModel", name: str, seconds: float) -> None:
        self._model, self._seconds = model, seconds
        self.name = f"model {name}"
        self.version = ""

    def write(self, question: Question, evidence: Evidence) -> Iterator[Draft]:
        shown = tuple(inside(evidence.hits)[:SHOWN])
        answer = self._stream(messages(question, shown, evidence.query.language))
        for sentence in complete_sentences(answer):
            if NO_ANSWER in sentence:
                return
            if not is_ornament(sentence):
                yield draft_of(sentence, shown)

    def _stream(self, prompt: list[tuple[str, str]]) -> Iterator[str]:
        """The model's answer as it comes; raises WriterError unless it ends by itself within its time.

        A thread reads it, since time-outs of client libraries count from byte to byte: a word every five seconds would pass them all.
        """
        arrived: Queue[str | WriterError | None] = Queue()
        left = Event()
        end = time.monotonic() + self._seconds
        Thread(target=self._read, args=(prompt, arrived, left), daemon=True).start()
        try:
            while (piece := arrived.get(timeout=max(0.0, end - time.monotonic()))) is not None:
                if isinstance(piece, WriterError):
                    raise piece
                yield piece
        except Empty:
            raise WriterError("model_slow", f"The model did not finish within {self._seconds:g} seconds") from None
        finally:
            left.set()

    def _read(self, prompt: list[tuple[str, str]], arrived: "Queue[str | WriterError | None]", left: Event) -> None:
        """Hands over the pieces of an answer, then None, or the error that ended it; stops early when nobody waits any more."""
        length, said = 0, False
        try:
            for chunk in self._model.stream(prompt):
                text = str(chunk.text)
                length, said = length + len(text), said or bool(text.strip())
                if left.is_set():
                    return
                if length > _LONGEST_ANSWER:
                    arrived.put(WriterError("model_unusable", f"The model wrote more than {_LONGEST_ANSWER} characters"))
                    return
                arrived.put(text)
            arrived.put(None if said else WriterError("model_unusable", "The model wrote nothing"))
        except Exception as error:  # noqa: BLE001  # request boundary: every provider raises its own kinds
            # The kind only: texts of providers hold addresses and parts of keys.
            arrived.put(WriterError("model_failed", f"The model could not be asked ({type(error).__name__})"))
