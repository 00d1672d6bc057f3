"""The writer that asks a chat model through LangChain. The model proposes, code decides what reaches the reader."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from documents.text import sentence_spans
from index.words import tokens
from rag.check import missing_figures, support
from rag.cite import Quote
from rag.config import ModelSettings
from rag.find import Evidence
from rag.prompt import NO_ANSWER, messages
from rag.types import Hit, Question
from rag.write import Draft, WriterError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SHOWN = 6  # passages given to the model
_MARK = re.compile(r"\[(\d{1,3})\]")
_TRAILING = re.compile(r"(?:\s*\[\d{1,3}\])+[。．.]?\s*")
# Anything that could fetch or lead somewhere is removed before a sentence is looked at; links are ours to make.
_FOREIGN = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]{1,200}>|(?:https?|ftp|data|javascript):\S+|www\.\S+", re.IGNORECASE)
_LONGEST_ANSWER = 20_000  # characters after which a stream that does not end is cut off


def open_chat_model(settings: ModelSettings) -> "BaseChatModel":
    """The configured chat model; raises WriterError when the provider is unknown or its settings do not do."""
    from langchain.chat_models import init_chat_model

    # Local servers want no key, the client library wants one.
    key = os.environ.get(settings.api_key_variable) or "none"
    options: dict[str, Any] = {"base_url": settings.base_url} if settings.base_url else {}
    options |= {"api_key": key, "timeout": settings.timeout_seconds, "max_tokens": settings.max_tokens, "max_retries": 1, "temperature": 0}
    try:
        model: BaseChatModel = init_chat_model(settings.name, model_provider=settings.provider, **options)
        return model
    except (ImportError, ValueError, TypeError) as error:
        raise WriterError(f"The model {settings.name!r} of provider {settings.provider!r} could not be set up") from error


class ModelWriter:
    """Sentences by a model, each shown only with quotes that hold its figures and enough of its words."""

    def __init__(self, model: "BaseChatModel", name: str) -> None:
        self._model = model
        self.name = f"model {name}"

    def write(self, question: Question, evidence: Evidence) -> Iterator[Draft]:
        shown = evidence.hits[:SHOWN]
        answer = self._stream(messages(question, shown, evidence.query.language))
        for sentence in complete_sentences(answer):
            if NO_ANSWER in sentence:
                return
            yield draft_of(sentence, shown)

    def _stream(self, prompt: list[tuple[str, str]]) -> Iterator[str]:
        length = 0
        try:
            for chunk in self._model.stream(prompt):
                yield str(chunk.text)
                length += len(chunk.text)
                if length > _LONGEST_ANSWER:
                    break
        except Exception as error:  # noqa: BLE001  # request boundary: every provider raises its own kinds
            raise WriterError(f"The model could not be asked ({type(error).__name__})") from error


def complete_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Sentences of a stream with their trailing `[n]` marks, each as soon as the next one begins."""
    held = ""
    for piece in pieces:
        held += piece
        spans = _with_marks(held)
        for start, end in spans[:-1]:
            yield held[start:end]
        held = held[spans[-1][0] :] if spans else held
    yield from (held[start:end] for start, end in _with_marks(held))


def _with_marks(text: str) -> list[tuple[int, int]]:
    """Sentence spans in which marks that stand after the full stop belong to the sentence before."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        marks = _TRAILING.match(text, start, end)
        begin = marks.end() if marks and spans else start
        if begin > start:
            spans[-1] = (spans[-1][0], begin)
        if begin < end:
            spans.append((begin, end))
    return spans


def draft_of(sentence: str, shown: tuple[Hit, ...]) -> Draft:
    """A model's sentence with the quotes of the passages it names; without support when it names none or they do not hold it."""
    named = [int(number) for number in dict.fromkeys(_MARK.findall(sentence)) if 1 <= int(number) <= len(shown)]
    text = _FOREIGN.sub("", _MARK.sub("", sentence)).strip()
    quotes = tuple(quote for number in named for quote in quotes_for(text, shown[number - 1]))
    return Draft(text, quotes, support(text, [quote.text for quote in quotes]) if text and quotes else None)


def quotes_for(text: str, hit: Hit, most: int = 3) -> list[Quote]:
    """The fewest sentences of a passage that share most with a text and hold its figures, at most `most`."""
    passage = hit.passage.text
    spans = sentence_spans(passage)
    wanted = set(tokens(text))
    ordered = sorted(spans, key=lambda span: -len(wanted & set(tokens(passage[span[0] : span[1]]))))
    chosen: list[tuple[int, int]] = []
    for span in ordered:
        held = [passage[start:end] for start, end in chosen]
        helps = missing_figures(text, [*held, passage[span[0] : span[1]]]) != missing_figures(text, held)
        if not chosen or (helps and len(chosen) < most):
            chosen.append(span)
    return [Quote(hit, start, end) for start, end in sorted(chosen)]
