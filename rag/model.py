"""The writer that asks a chat model through LangChain. The model proposes, code decides what reaches the reader."""

import logging
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from documents.text import language_of
from rag.budget import Budget, Meter, estimate_prompt, estimate_tokens
from rag.config import ModelSettings
from rag.conversation import is_completion, seems_elliptic
from rag.drafts import complete_sentences, draft_of, is_ornament, spoken
from rag.find import Evidence, inside
from rag.prompt import NO_ANSWER, completing, messages, version
from rag.types import Hit, Question, Usage
from rag.write import Draft, WriterError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger("policyqa")

SHOWN = 6  # passages given to the model
_LONGEST_ANSWER = 20_000  # characters; a model that has not ended by then repeats itself
_MOST_SENTENCES = 60  # the prompt asks for five
_MOST_REPEATS = 10  # of one sentence
_COMPLETING = 1 / 3  # of an answer's time for making a follow-up whole


@dataclass(frozen=True, slots=True)
class Ended:
    """How a stream ended, and the tokens of prompt and answer where the server told them."""

    error: WriterError | None
    tokens: tuple[int, int] | None = None


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
        client = open_client(settings.timeout_seconds + 1, settings.timeout_seconds)
        options |= {"use_responses_api": False, "http_client": client, "stream_usage": settings.tell_usage}
    return options


def budget_of(settings: ModelSettings) -> Budget:
    return Budget(
        settings.timeout_seconds, settings.max_prompt_tokens, settings.max_tokens,
        settings.prompt_price, settings.completion_price, settings.highest_cost,
    )  # fmt: skip


class ModelWriter:
    """Sentences by a model, each shown only with quotes that hold its figures and enough of its words."""

    def __init__(self, model: "BaseChatModel", name: str, budget: Budget) -> None:
        self._model, self._budget = model, budget
        self.name = f"model {name}"
        self.version = version()

    def usage(self, meter: Meter) -> Usage | None:
        return meter.usage(self._budget)

    def complete(self, question: Question, meter: Meter) -> str | None:
        """Asks the model where a question leans on the ones before it; a model that fails, or adds anything, leaves it as it was said."""
        if not seems_elliptic(question.text, question.history):
            return None
        prompt = completing(question, language_of(question.text))
        if not self._budget.allows(estimate_prompt(prompt), meter):
            return None
        try:
            said = "".join(spoken(self._stream(prompt, meter, self._budget.seconds * _COMPLETING))).strip()
        except WriterError as error:
            log.warning("A follow-up was taken as it was said: %s", error)
            return None
        return said if is_completion(said, question.text, question.history) else None

    def write(self, question: Question, evidence: Evidence, meter: Meter) -> Iterator[Draft]:
        shown, prompt = self._prompt(question, evidence, meter)
        said: Counter[str] = Counter()
        held = False
        for sentence in complete_sentences(spoken(self._stream(prompt, meter, self._budget.seconds))):
            if NO_ANSWER in sentence:
                return
            if is_ornament(sentence):
                continue
            said[sentence.strip()] += 1
            if len(said) > _MOST_SENTENCES or said[sentence.strip()] > _MOST_REPEATS:
                raise WriterError("model_unusable", "The model repeats itself")
            if said[sentence.strip()] == 1:
                draft = draft_of(sentence, shown)
                held = held or draft.support is not None
                yield draft
        if not held:
            raise WriterError("model_unusable", f"None of the {len(said)} sentences of the model stands in the passages")

    def _prompt(self, question: Question, evidence: Evidence, meter: Meter) -> tuple[tuple[Hit, ...], list[tuple[str, str]]]:
        """The passages that the budget lets the model see, whole and the best first, and the prompt with them."""
        hits = tuple(inside(evidence.hits)[:SHOWN])
        for count in range(len(hits), 0, -1):
            prompt = messages(question, hits[:count], evidence.query.language)
            if self._budget.allows(estimate_prompt(prompt), meter):
                return hits[:count], prompt
        raise WriterError("model_over_budget", "A prompt with one passage exceeds max_prompt_tokens or highest_cost")

    def _stream(self, prompt: list[tuple[str, str]], meter: Meter, seconds: float) -> Iterator[str]:
        """The model's answer as it comes; raises WriterError unless it ends by itself, `seconds` after the beginning of the whole answer.

        A thread reads it, since time-outs of client libraries count from byte to byte: a word every five seconds would pass them all.
        """
        arrived: Queue[str | Ended] = Queue()
        left = Event()
        end = meter.started + seconds
        length = 0
        told: Ended | None = None
        Thread(target=self._read, args=(prompt, arrived, left), daemon=True).start()
        try:
            while isinstance(piece := arrived.get(timeout=_until(end)), str):
                length += estimate_tokens(piece)
                yield piece
            told = piece
            if told.error is not None:
                raise told.error
        except Empty:
            raise WriterError("model_slow", f"The model did not finish within {seconds:g} seconds") from None
        finally:
            left.set()
            tokens = told.tokens if told else None
            meter.add(*(tokens or (estimate_prompt(prompt), length)), estimated=tokens is None)

    def _read(self, prompt: list[tuple[str, str]], arrived: "Queue[str | Ended]", left: Event) -> None:
        """Hands over the pieces of an answer, then how it ended; stops early when nobody waits any more."""
        length, said, tokens = 0, False, None
        try:
            for chunk in self._model.stream(prompt):
                text = str(chunk.text)
                tokens = _tokens_told(chunk) or tokens
                length, said = length + len(text), said or bool(text.strip())
                if left.is_set():
                    return
                if length > _LONGEST_ANSWER:
                    arrived.put(Ended(WriterError("model_unusable", f"The model wrote more than {_LONGEST_ANSWER} characters")))
                    return
                arrived.put(text)
            arrived.put(Ended(None if said else WriterError("model_unusable", "The model wrote nothing"), tokens))
        except Exception as error:  # noqa: BLE001  # request boundary: every provider raises its own kinds
            # The kind only: texts of providers hold addresses and parts of keys.
            arrived.put(Ended(WriterError("model_failed", f"The model could not be asked ({type(error).__name__})")))


def _until(end: float) -> float:
    """Seconds left; raises Empty when there are none, also while pieces wait: a stream without end always has one more."""
    if (left := end - time.monotonic()) <= 0:
        raise Empty
    return left


def _tokens_told(chunk: Any) -> tuple[int, int] | None:
    """Tokens of prompt and answer, where the server tells them."""
    told = getattr(chunk, "usage_metadata", None)
    return (told["input_tokens"], told["output_tokens"]) if told else None
