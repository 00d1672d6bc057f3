"""The commands about answers that were given: list, show, remove, ask again."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from documents.types import Language
from rag.config import Settings
from rag.record import Record
from rag.recorder import Recorder
from rag.replay import Difference, QuoteStanding, Replay
from rag.styles import DEFAULT_STYLE
from ui.errors import CommandError
from ui.terminal import answer_lines, print_json
from ui.words import say, visible


def answers_list(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_records

    records = open_records(settings).newest(options.limit)
    if options.json:
        from ui.record_replies import record_reply

        print_json({"answers": [record_reply(record) for record in records]})
    else:
        for record in records:
            refused = f"[{say(settings.language, 'refusal')}] " if record.answer.refused else ""
            print(f"{record.answer.id}  {_time(record)}  {refused}{visible(' '.join(record.question.text.split()))}")
        print(say(settings.language, "answer_count", count=len(records)))
    return 0


def answers_show(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_records

    record = kept(open_records(settings), options.answer, settings.language)
    if options.json:
        from ui.record_replies import record_reply

        print_json(record_reply(record))
    else:
        print("\n".join(_record_lines(record, settings.language)))
    return 0


def answers_remove(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_records

    records = open_records(settings)
    if bool(options.answers) == options.all:
        raise CommandError(say(settings.language, "which_answers"))
    if not options.all:
        for answer_id in options.answers:
            kept(records, answer_id, settings.language)
    removed = records.clear() if options.all else records.remove(options.answers)
    if options.json:
        print_json({"removed": removed})
    else:
        print(say(settings.language, "answers_removed", count=removed))
    return 0


def replay(options: Namespace, settings: Settings) -> int:
    """Exit code 0 where the answer is the same, 1 where it is another one."""
    from rag.assemble import open_service

    replayed = open_service(settings).replay(options.answer)
    if replayed is None:
        raise _unknown(options.answer, settings.language)
    if options.json:
        from ui.record_replies import replay_reply

        print_json(replay_reply(replayed))
    else:
        print("\n".join(_replay_lines(replayed, settings.language)))
    return 0 if replayed.same else 1


def export(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_records
    from ui.exports.formats import format_of, save

    path = Path(options.file)
    format_of(path, settings.language)  # a wrong one is said before anything is read
    save(kept(open_records(settings), options.answer, settings.language), path, options.citations or DEFAULT_STYLE, settings.language)
    print(say(settings.language, "exported", place=visible(str(path))))
    return 0


def kept(records: Recorder, answer_id: str, language: Language) -> Record:
    """Raises CommandError for an answer that is not kept."""
    record = records.get(answer_id)
    if record is None:
        raise _unknown(answer_id, language)
    return record


def _unknown(answer_id: str, language: Language) -> CommandError:
    return CommandError(say(language, "no_such_answer", name=visible(answer_id)[:60]))


def _time(record: Record) -> str:
    """In the time of this machine."""
    return f"{datetime.fromisoformat(record.asked).astimezone():%Y-%m-%d %H:%M}"


def _record_lines(record: Record, language: Language) -> Iterator[str]:
    question, answer = record.question, record.answer
    yield visible(question.text)
    for turn in question.history:
        yield _line(language, "record_history", f"{turn.question} → {turn.answer}")
    for name, value in asdict(question.filters).items():
        if value is not None:
            yield _line(language, "record_filter", f"{name}={value}")
    yield ""
    yield from answer_lines(answer, language)
    yield ""
    told = {"asked": _time(record), "generation": answer.generation, "settings": answer.settings, "writer": answer.writer}
    for name, value in (told | asdict(record.circumstances)).items():
        if value != "":
            yield _line(language, f"circumstance_{name}", str(value))


def _replay_lines(replayed: Replay, language: Language) -> Iterator[str]:
    asked = _time(replayed.record)
    yield say(language, "replay_same" if replayed.same else "replay_differs", time=asked)
    for change in replayed.changes:
        none = say(language, "nothing")
        yield _line(language, f"circumstance_{change.kind}", f"{change.before or none} → {change.after or none}")
    for difference in replayed.differences:
        yield _difference_line(difference, language)
    for quote in replayed.quotes:
        yield _standing_line(quote, language)


def _difference_line(difference: Difference, language: Language) -> str:
    told = " → ".join(text for text in (difference.before, difference.after) if text is not None)
    label = say(language, f"difference_{difference.kind}")
    return _joined(label, " ".join(told.split()), language) if told else label


def _standing_line(quote: QuoteStanding, language: Language) -> str:
    where = f" ({say(language, 'page', page=quote.page)})" if quote.kind == "moved" and quote.page is not None else ""
    return visible(f"[{quote.citation.number}] {quote.citation.report}: {say(language, f'quote_{quote.kind}')}{where}")


def _line(language: Language, key: str, value: str) -> str:
    return _joined(say(language, key), value, language)


def _joined(label: str, value: str, language: Language) -> str:
    return f"{label}{'：' if language == 'zh' else ': '}{visible(value)}"
