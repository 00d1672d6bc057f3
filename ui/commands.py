"""What each command does. A failure that was foreseen is one sentence on standard error and exit code 1."""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from documents.types import Language
from index.errors import StoreError
from rag.config import ConfigError, RecordSettings, Settings, load_settings
from rag.styles import DEFAULT_STYLE
from ui import collection, record_commands
from ui.errors import MAX_QUESTION, CommandError
from ui.terminal import Progress, answer_lines, fail, print_json
from ui.words import say


def run(options: Namespace) -> int:
    try:
        settings = load_settings(data=_path(options.data), language=options.language, writer=options.writer)
    except ConfigError as error:
        return fail(str(error))
    name = f"{options.command} {options.action}" if options.command in ("reports", "answers") else options.command
    try:
        return COMMANDS[name](options, settings)
    except StoreError as error:
        return fail(_store_sentence(error, settings.language))
    except CommandError as error:
        return fail(str(error))
    except BrokenPipeError:
        raise  # whoever read our output has enough: not a failure of the disk
    except OSError as error:
        return fail(f"{say(settings.language, 'error_storage_error')} ({error.strerror})")


def ask(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service
    from rag.record import record_of
    from rag.types import Question
    from ui.exports.formats import format_of, save

    # A terminal with another encoding hands bytes over that are no UTF-8: they are shown as replacement marks.
    text = options.question.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
    if not 1 <= len(text) <= MAX_QUESTION:
        raise CommandError(say(settings.language, "error_question_length", limit=MAX_QUESTION, length=len(text)))
    path = _path(options.export)
    if path:
        format_of(path, settings.language)  # a wrong one is said before anything is asked
    service = open_service(settings)
    question = Question(text)
    answer = service.answer(question)
    if options.json:
        from ui.replies import ask_reply

        print_json(ask_reply(answer, options.citations or DEFAULT_STYLE))
    else:
        print("\n".join(answer_lines(answer, settings.language, options.citations)))
        if service.records.keeps:
            print("\n" + say(settings.language, "kept_as", id=answer.id))
    if path:
        save(record_of(question, answer, service.circumstances), path, options.citations or DEFAULT_STYLE, settings.language)
    return 0


def serve(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service
    from ui.server import bound_socket, serve_forever

    # The port first: reading the collection takes seconds, and a busy port is known at once.
    with bound_socket(options.host, options.port, settings.language) as listener:
        serve_forever(open_service(settings), listener)
    return 0


def evaluate(options: Namespace, settings: Settings) -> int:
    from eval.cases import QuestionSetError
    from eval.report import as_json, as_markdown
    from eval.run import evaluate as score
    from rag.assemble import open_service

    path = Path(options.set)
    out = Path(options.out) if options.out else settings.data / "evaluations" / f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    try:
        with Progress(say(settings.language, "asking"), settings.language) as progress:
            # Thousands of questions of a set would push out the answers that people were given.
            unkept = settings.model_copy(update={"records": RecordSettings(keep=0)})
            card = score(open_service(unkept), path, out, progress.step)
    except QuestionSetError as error:
        raise CommandError(str(error)) from error
    if options.json:
        print(as_json(card), end="")
    else:
        print(as_markdown(card))
        print(say(settings.language, "saved", place=out))
    return 0


def check(options: Namespace, settings: Settings) -> int:
    from rag.assemble import check_collection, protections

    problems = check_collection(settings)
    active = protections(settings)
    if options.json:
        print_json({"sound": not problems, "problems": problems, "protections": list(active)})
    else:
        print("\n".join(problems) or say(settings.language, "sound"))
        print(say(settings.language, "confined", names=", ".join(active)) if active else say(settings.language, "not_confined"))
    return 1 if problems else 0


COMMANDS: dict[str, Callable[[Namespace, Settings], int]] = {
    "index": collection.index,
    "ask": ask,
    "serve": serve,
    "eval": evaluate,
    "check": check,
    "indicators": collection.indicators,
    "reports list": collection.reports_list,
    "reports show": collection.reports_show,
    "reports set": collection.reports_set,
    "reports remove": collection.reports_remove,
    "reports diff": collection.reports_diff,
    "replay": record_commands.replay,
    "export": record_commands.export,
    "answers list": record_commands.answers_list,
    "answers show": record_commands.answers_show,
    "answers remove": record_commands.answers_remove,
}


def _store_sentence(error: StoreError, language: Language) -> str:
    """The store speaks English and names the particulars; Chinese readers get their sentence, and the particulars behind it."""
    if language == "en":
        return str(error)
    sentence = say(language, f"error_{error.code}")
    return sentence if error.code == "not_indexed" else f"{sentence}（{error}）"


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)
