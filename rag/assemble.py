"""The only place where concrete parts are chosen: settings become a service that answers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from documents.sandbox import Reader, SameProcess, Sandbox
from index.build import index_files
from index.build import remove_reports as remove
from index.correct import correct_report
from index.directory import DataDirectory, open_directory
from index.embed import EncoderOptions, open_embedder
from index.errors import StoreError
from index.generations import Generation, current_number, open_current
from index.records import RecordFile
from index.run import Progress
from index.static import StaticEmbedder
from index.types import Embedder, Entry, Filters, IndexSummary
from rag.answerer import SOFTWARE, Answerer
from rag.changes import Changes, changes_between
from rag.config import EncoderSettings, RerankerSettings, Settings
from rag.find import Evidence, Models, find, search
from rag.indicators import Misnamed, Told, Wanted, look_up, misnamed
from rag.model import ModelWriter, budget_of, open_chat_model
from rag.record import Circumstances
from rag.recorder import Recorder
from rag.replay import Replay, replay
from rag.reranker import CrossEncoderReranker, Reordering
from rag.types import Answer, Hit, Question, ReportView
from rag.write import ExtractiveWriter, Writer, WriterError

if TYPE_CHECKING:  # LangChain takes longer to load than all the rest: only whoever asks for its parts waits for it
    from rag.chain import AnswerChain
    from rag.retriever import PolicyRetriever


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one request works with from beginning to end, also when a new generation is published meanwhile.

    `published` is the number that was current at opening; the generation is an older one where that one was damaged.
    """

    published: int | None
    generation: Generation
    answerer: Answerer


class Service:
    """Answers and searches over the served generation; takes up a new one with the next request. Safe for many threads."""

    def __init__(self, settings: Settings, directory: DataDirectory, models: Models, writer: Writer) -> None:
        self.settings, self.models = settings, models
        self._directory, self._writer = directory, writer
        self.circumstances = Circumstances(settings.model.name if settings.writer == "model" else "", writer.version, SOFTWARE)
        self.records = _recorder(settings, directory, self.circumstances)
        self._lock, self._writing = Lock(), Lock()
        self._opened = self._open()

    @property
    def generation(self) -> int:
        return self._fresh().generation.number

    def answer(self, question: Question) -> Answer:
        *_, answer = self.stream(question)
        return answer

    def stream(self, question: Question) -> Iterator[Answer]:
        """Growing answers, every sentence of which is checked; the last one is final, and kept."""
        for answer in self._fresh().answerer.stream(question):
            if answer.final:
                self.records.keep(question, answer)
            yield answer

    def replay(self, answer_id: str) -> Replay | None:
        """Ask a kept question again and say what is different; None where no answer of this id is kept."""
        record = self.records.get(answer_id)
        if record is None:
            return None
        opened = self._fresh()
        return replay(record, opened.answerer.answer(record.question), self.circumstances, opened.generation)

    def search(self, query: str, count: int = 10, filters: Filters = Filters()) -> list[Hit]:
        return search(self._fresh().generation, self.models, query, count=count, filters=filters)

    def evidence(self, text: str, filters: Filters = Filters()) -> Evidence:
        """What an answer would be written from, for looking at ranking and refusal from outside."""
        return find(self._fresh().generation, self.models, text, filters)

    def reports(self) -> list[Entry]:
        """The reports of the collection by title."""
        return sorted(self._fresh().generation.entries.values(), key=lambda entry: (entry.metadata.title, entry.number))

    def indicators(self, wanted: Wanted, most: int = 1000) -> list[Told]:
        """Indicators of the reports, by name, region and year."""
        return look_up(self._fresh().generation, wanted, most)

    def misnamed(self, wanted: Wanted) -> Misnamed | None:
        """A name looked up that is no indicator or place at all."""
        return misnamed(self._fresh().generation, wanted)

    def report(self, report_id: str) -> ReportView | None:
        """One report, None where the collection has none of this id."""
        generation = self._fresh().generation
        entry = next((entry for entry in generation.entries.values() if entry.report_id == report_id), None)
        return ReportView(entry, generation.number) if entry else None

    def correct(self, report_id: str, changes: Mapping[str, str | None]) -> ReportView | None:
        """Set metadata of a report, as `index.correct` does; the report as it is afterwards, None for an unknown one."""
        if self.report(report_id) is None:  # also a copy, for which another report answers
            return None
        # Requests that come together wait for each other; only another process makes the collection busy.
        with self._writing, _reader_of(self.settings) as reader:
            generation = correct_report(self.settings.data, report_id, changes, self.models.embedder, reader)
        return None if generation is None else self.report(report_id)

    def changes(self, before: Entry, after: Entry) -> Changes:
        """What changed from one report to another, paragraph by paragraph."""
        return changes_between(self._fresh().generation, before, after)

    def chain(self) -> "AnswerChain":
        """Answering over the generation served now, as a LangChain Runnable; its answers are not kept."""
        from rag.chain import AnswerChain

        return AnswerChain(self._fresh().answerer)

    def retriever(self, count: int = 10, filters: Filters = Filters()) -> "PolicyRetriever":
        """The search over the generation served now, as a LangChain retriever."""
        from rag.retriever import PolicyRetriever

        return PolicyRetriever(self._fresh().generation, self.models, filters, count=count)

    def _fresh(self) -> _Opened:
        opened = self._opened
        if current_number(self._directory) in (opened.published, None):
            return opened
        with self._lock:
            if current_number(self._directory) != self._opened.published:
                self._opened = self._open()
            return self._opened

    def _open(self) -> _Opened:
        published = current_number(self._directory)
        generation = open_current(self._directory)
        if generation.manifest.encoder != self.models.embedder.fingerprint:
            raise StoreError(
                "encoder_changed",
                f"The index was made with the encoder {generation.manifest.encoder!r}, configured is {self.models.embedder.fingerprint!r}: "
                "run `policyqa index` with your folders again.",
            )
        answerer = Answerer(generation, self.models, self._writer, self.settings.digest, self.settings.refusal)
        return _Opened(published, generation, answerer)


def open_service(settings: Settings) -> Service:
    """Raises StoreError when nothing is indexed, or the data cannot be used with these settings."""
    directory = open_directory(settings.data)
    current_number(directory)
    return Service(settings, directory, _models(settings), _writer(settings))


def open_records(settings: Settings) -> Recorder:
    """The kept answers alone, for showing and removing them. Raises StoreError where there is no collection."""
    return _recorder(settings, open_directory(settings.data), Circumstances(software=SOFTWARE))


def index_reports(settings: Settings, paths: Sequence[Path], progress: Progress, *, emptied: bool = False) -> IndexSummary:
    """Bring the collection up to date with files and folders; `emptied` takes out the reports of folders that hold no file any more."""
    recognition = settings.reading.ocr == "auto"
    with _reader_of(settings) as reader:  # it prepares itself while the encoder is loaded
        return index_files(settings.data, paths, _embedder(settings.encoder), progress, reader, recognition=recognition, emptied=emptied)


def remove_reports(settings: Settings, names: Sequence[str]) -> int:
    """Take reports out by file name or report id; returns how many files were taken out."""
    with _reader_of(settings) as reader:
        return remove(settings.data, names, _embedder(settings.encoder), reader, recognition=settings.reading.ocr == "auto")


def protections(settings: Settings) -> tuple[str, ...]:
    """What confines the processes that read files on this machine, beside time and memory; see `documents.confine`."""
    if not settings.workers:
        return ()
    with Sandbox(settings.workers) as reader:
        return reader.protections()


def check_collection(settings: Settings) -> list[str]:
    """What is wrong with the stored collection; empty when it is sound."""
    try:
        generation = open_current(open_directory(settings.data))
    except StoreError as error:
        if error.code != "damaged":
            raise
        return [str(error)]
    return [generation.notice] if generation.notice else []


def _recorder(settings: Settings, directory: DataDirectory, circumstances: Circumstances) -> Recorder:
    bounds = settings.records
    file = RecordFile(directory.answers, bounds.keep, bounds.megabytes * 1_000_000)
    return Recorder(file, circumstances, keeps=bounds.keep > 0)


def _models(settings: Settings) -> Models:
    embedder = _embedder(settings.encoder)
    return Models(embedder, embedder if isinstance(embedder, StaticEmbedder) else _bundled(), _reordering(settings.reranker))


def _reader_of(settings: Settings) -> AbstractContextManager[Reader]:
    recognition = settings.reading.ocr == "auto"
    if not settings.workers:
        return nullcontext(SameProcess(recognition=recognition))
    return Sandbox(settings.workers, reader=f"documents.load:{'load_bytes' if recognition else 'load_unrecognised'}")


@lru_cache(maxsize=1)
def _bundled() -> StaticEmbedder:
    return StaticEmbedder()


@lru_cache(maxsize=2)
def _embedder(settings: EncoderSettings) -> Embedder:
    return open_embedder(settings.name, EncoderOptions(**settings.model_dump(exclude={"name"})))


@lru_cache(maxsize=2)
def _reordering(settings: RerankerSettings) -> Reordering | None:
    if not settings.name:
        return None
    return Reordering(CrossEncoderReranker(**settings.model_dump(exclude={"count"})), settings.count)


def _writer(settings: Settings) -> Writer:
    if settings.writer == "extractive":
        return ExtractiveWriter()
    try:
        return ModelWriter(open_chat_model(settings.model), settings.model.name, budget_of(settings.model))
    except WriterError as error:
        raise StoreError("storage_error", f"{error}: see the section [model] of the settings.") from error
