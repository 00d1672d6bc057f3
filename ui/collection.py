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
from ui.errors import EXIT_INTERRUPTED, CommandError
from ui.terminal import Progress, fail, print_json, problem_line, report_lines, report_table
from ui.words import WORDS, say, visible


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
            summary = index_reports(settings, present, progress.step)
    except Interrupted as interruption:
        print(say(language, "index_interrupted", kept=interruption.kept), file=sys.stderr)
        return EXIT_INTERRUPTED
    problems = (*missing, *(_explained(problem, language) for problem in summary.problems))
    for problem in problems:
        print(problem_line(problem.source_name, problem.message, language), file=sys.stderr)
    if options.json:
        print_json(_summary(summary, problems))
    else:
        print(say(language, "indexed", **_summary(summary, problems) | {"problems": len(problems)}))
    if summary.added + summary.changed + summary.unchanged == 0:
        return fail(say(language, "nothing_read"))
    return 0


def reports_list(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service

    entries = open_service(settings).reports()
    if options.json:
        from ui.replies import report_reply

        print_json({"reports": [report_reply(entry) for entry in entries]})
    else:
        print("\n".join(report_table(entries, settings.language)))
        print(say(settings.language, "report_count", count=len(entries)))
    return 0


def reports_show(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service

    entry = _find(open_service(settings).reports(), options.report, settings.language)
    if options.json:
        from ui.replies import report_reply

        print_json(report_reply(entry))
    else:
        print("\n".join(report_lines(entry, settings.language)))
    return 0


def reports_remove(options: Namespace, settings: Settings) -> int:
    from rag.assemble import open_service, remove_reports

    entries = open_service(settings).reports()
    removed = remove_reports(settings, [_find(entries, name, settings.language).report_id for name in options.reports])
    if options.json:
        print_json({"removed": removed})
    else:
        print(say(settings.language, "removed", count=removed))
    return 0


def _find(entries: Sequence[Entry], name: str, language: Language) -> Entry:
    """The report with this file name, else the one whose id begins so."""
    named = [entry for entry in entries if entry.source_name == name]
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
    return Problem(problem.source_name, problem.code, WORDS[language].get(f"problem_{problem.code}", problem.message))


def _summary(summary: IndexSummary, problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "added": summary.added,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "problems": [{"report": problem.source_name, "code": problem.code, "message": problem.message} for problem in problems],
        "reports": summary.reports,
        "passages": summary.passages,
        "generation": summary.generation,
    }
