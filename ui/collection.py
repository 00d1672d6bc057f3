"""The commands that fill, show and empty the collection."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from documents.types import Language
from index.errors import Interrupted
from index.types import Entry, IndexSummary, Problem
from rag.config import Settings
from ui.errors import EXIT_INTERRUPTED, CommandError, RequestError
from ui.terminal import Progress, change_lines, fail, gaps_text, print_json, problem_line, report_lines, report_table
from ui.words import WORDS, say, visible

_NONE = ("无", "none")


def index(options: Namespace, settings: Settings) -> int:
    from rag.assemble import index_reports

    language = settings.language
    paths = [Path(path) for path in options.paths]
    missing = [Problem(path.name or str(path), "unreadable", say(language, "no_such_path")) for path in paths if not path.exists()]
    present = [path for path in paths if path.exists()]
    if not present:
        return fail("\n".join(problem_line(problem.source_name, problem.message, language) for problem in missing))
    try:
        with Progress(say(language, "reading"), language) as progress:
            summary = index_reports(settings, present, progress.step, emptied=options.emptied)
    except Interrupted as interruption:
        print(say(language, "index_interrupted", kept=interruption.kept), file=sys.stderr)
        return EXIT_INTERRUPTED
    problems = (*missing, *(_explained(problem, language) for problem in summary.problems))
    for problem in problems:
        print(problem_line(problem.source_name, problem.message, language), file=sys.stderr)
    for report in summary.in_part:
        remedy = say(language, "remedy_off" if settings.reading.ocr == "off" else "remedy_ocr")
        print(problem_line(report.source_name, gaps_text(report.coverage.unread, language) + remedy, language), file=sys.stderr)
    if options.json:
        print_json(_summary(summary, problems))
    else:
        for copy, original in summary.copies:
            print(say(language, "copy_line", copy=visible(copy), original=visible(original)))
        print(say(language, "indexed", **_summary(summary, problems) | {"problems": len(problems)}))
    if summary.added + summary.changed + summary.unchanged == 0 and not options.emptied:
        return fail(say(language, "nothing_read"))
    return 0


def reports_list(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service

    entries = open_service(settings).reports()
    if options.json:
        from ui.report_replies import report_reply

        print_json({"reports": [report_reply(entry) for entry in entries]})
    else:
        print("\n".join(report_table(entries, settings.language)))
        print(say(settings.language, "report_count", count=len(entries)))
    return 0


def reports_show(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service

    entry = _find(open_service(settings).reports(), options.report, settings.language)
    if options.json:
        from ui.report_replies import report_reply

        print_json(report_reply(entry))
    else:
        print("\n".join(report_lines(entry, settings.language)))
    return 0


def reports_set(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service

    changes = _changes(options.assignments, settings.language)
    service = open_service(settings)
    view = service.correct(_find(service.reports(), options.report, settings.language).report_id, changes)
    if view is None:
        raise CommandError(say(settings.language, "no_such_report", name=visible(options.report)))
    if options.json:
        from ui.report_replies import report_view_reply

        print_json(report_view_reply(view))
    else:
        print(say(settings.language, "corrected", generation=view.generation))
        print("\n".join(report_lines(view.entry, settings.language)))
    return 0


def _changes(assignments: Sequence[str], language: Language) -> dict[str, str | None]:
    """`field=value`; nothing behind the sign takes a correction back, 无 or none says that the report has none."""
    from pydantic import ValidationError

    from documents.corrections import MetadataBody, misfit_sentence

    given: dict[str, str | None] = {}
    for assignment in assignments:
        name, sign, value = assignment.partition("=")
        if not sign:
            raise CommandError(say(language, "bad_assignment", detail=visible(assignment)))
        given[name.strip()] = "" if value.strip() in _NONE else value.strip() or None
    try:
        return MetadataBody.model_validate(given).changes()
    except ValidationError as error:
        raise CommandError(say(language, "bad_assignment", detail=visible(misfit_sentence(error)))) from error


def reports_remove(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service, remove_reports

    entries = open_service(settings).reports()
    copies = {copy.source_name: copy.report_id for entry in entries for copy in entry.standing.copies}
    ids = [copies.get(name) or _find(entries, name, settings.language).report_id for name in options.reports]
    removed = remove_reports(settings, ids)
    if options.json:
        print_json({"removed": removed})
    else:
        print(say(settings.language, "removed", count=removed))
    return 0


def reports_diff(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service

    service = open_service(settings)
    before, after = (_find(service.reports(), name, settings.language) for name in (options.before, options.after))
    found = service.changes(before, after)
    if options.json:
        from ui.replies import changes_reply

        print_json(changes_reply(found))
    else:
        print("\n".join(change_lines(found, settings.language)))
    return 0


def indicators(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service
    from ui.indicators import as_csv, checked, indicator_lines, indicator_reply

    service, language = open_service(settings), settings.language
    try:
        wanted = checked(service, options.indicator, options.region, options.year)
    except RequestError as error:
        words = (say(language, f"{kind}_{error.code}", **error.values) for kind in ("error", "hint"))
        raise CommandError(("" if language == "zh" else " ").join(words)) from error
    found = service.indicators(wanted, options.limit)
    if options.csv:
        print(as_csv(found), end="")
    elif options.json:
        print_json({"indicators": [indicator_reply(told) for told in found]})
    else:
        print("\n".join([*indicator_lines(found), say(settings.language, "indicator_count", count=len(found))]))
    return 0


def _find(entries: Sequence[Entry], name: str, language: Language) -> Entry:
    """The report with this file name, or that answers for the copy of this name, else the one whose id begins so."""
    named = [entry for entry in entries if name in (entry.source_name, *(copy.source_name for copy in entry.standing.copies))]
    found = named or [entry for entry in entries if len(name) >= 6 and entry.report_id.startswith(name.lower())]
    if not found:
        raise CommandError(say(language, "no_such_report", name=visible(name)))
    if len(found) > 1:
        raise CommandError(say(language, "several_reports", name=visible(name)))
    return found[0]


def _explained(problem: Problem, language: Language) -> Problem:
    """The problem in the reader's language; the reader's own message stays where it is English anyway."""
    if language == "en":
        return problem
    words = WORDS[language].get(f"problem_{problem.code}", problem.message)
    return Problem(problem.source_name, problem.code, words.replace("{detail}", problem.message))


def _summary(summary: IndexSummary, problems: Sequence[Problem]) -> dict[str, Any]:
    from ui.report_replies import coverage_reply

    return {
        "added": summary.added,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "problems": [{"report": problem.source_name, "code": problem.code, "message": problem.message} for problem in problems],
        "coverage": [{"report": report.source_name, **coverage_reply(report.coverage)} for report in summary.in_part],
        "reports": summary.reports,
        "passages": summary.passages,
        "generation": summary.generation,
        "copies": [{"report": copy, "answered_by": original} for copy, original in summary.copies],
    }
