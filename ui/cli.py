"""The command line's grammar. Whatever is heavy is imported by the command that needs it, so that `--help` answers at once."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from io import TextIOWrapper
from typing import Any, NoReturn, cast

from documents.types import Language
from ui import environment
from ui.errors import EXIT_INTERRUPTED
from ui.words import LANGUAGES, say

EXIT_FAILED = 1
EXIT_USAGE = 2


class _Parser(argparse.ArgumentParser):
    """A parser in the chosen language; argparse's own words about a mistake stand in brackets."""

    def __init__(self, *, language: Language, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self.language = language
        self.arguments = self.add_argument_group(say(language, "group_arguments"))
        self.options = self.add_argument_group(say(language, "group_options"))
        self.options.add_argument("-h", "--help", action="help", help=say(language, "help_help"))

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", say(self.language, "usage"), 1)

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, say(self.language, "usage_error", detail=message, program=self.prog) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    environment.settle()
    _open_streams()
    arguments = sys.argv[1:] if argv is None else list(argv)
    language = _language(arguments, os.environ)
    options = parser(language).parse_args(arguments)
    try:
        from ui.commands import run

        status = run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(say(language, "interrupted"), file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; the interpreter's own flush at exit must not fail on the same pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except Exception as error:  # the request boundary of the command line
        if os.environ.get("POLICYQA_DEBUG"):
            raise
        print(say(language, "unexpected", name=type(error).__name__), file=sys.stderr)
        return EXIT_FAILED
    return status


def parser(language: Language) -> argparse.ArgumentParser:
    from importlib.metadata import version

    top = _Parser(language=language, prog="policyqa", description=say(language, "about"))
    _shared_options(top, None)
    top.options.add_argument("--version", action="version", version=f"policyqa {version('policyqa')}", help=say(language, "help_version"))
    commands = _commands(top, "command")
    index = _command(commands, "index", language, json=True)
    index.arguments.add_argument("paths", nargs="+", metavar="PATH", help=say(language, "help_paths"))
    index.options.add_argument("--emptied", action="store_true", help=say(language, "help_emptied"))
    ask = _command(commands, "ask", language, json=True)
    ask.arguments.add_argument("question", metavar="QUESTION", help=say(language, "help_question"))
    _style_option(ask)
    ask.options.add_argument("--export", metavar="FILE", help=say(language, "help_ask_export"))
    serve = _command(commands, "serve", language)
    serve.options.add_argument("--host", default="127.0.0.1", metavar="H", help=say(language, "help_host"))
    serve.options.add_argument("--port", type=_port, default=7860, metavar="P", help=say(language, "help_port"))
    evaluate = _command(commands, "eval", language, json=True)
    evaluate.arguments.add_argument("set", metavar="SET", help=say(language, "help_set"))
    evaluate.options.add_argument("--out", metavar="DIR", help=say(language, "help_out"))
    reports = commands.add_parser("reports", help=say(language, "help_reports"))
    actions = _commands(reports, "action")
    _command(actions, "list", language, json=True, key="reports_list")
    show = _command(actions, "show", language, json=True, key="reports_show")
    show.arguments.add_argument("report", metavar="ID", help=say(language, "help_report"))
    correct = _command(actions, "set", language, json=True, key="reports_set")
    correct.arguments.add_argument("report", metavar="ID", help=say(language, "help_report"))
    correct.arguments.add_argument("assignments", nargs="+", metavar="FIELD=VALUE", help=say(language, "help_assignments"))
    remove = _command(actions, "remove", language, json=True, key="reports_remove")
    remove.arguments.add_argument("reports", nargs="+", metavar="NAME", help=say(language, "help_report"))
    diff = _command(actions, "diff", language, json=True, key="reports_diff")
    diff.arguments.add_argument("before", metavar="A", help=say(language, "help_before"))
    diff.arguments.add_argument("after", metavar="B", help=say(language, "help_after"))
    _command(commands, "check", language, json=True)
    measured = _command(commands, "indicators", language, json=True)
    measured.options.add_argument("--indicator", metavar="NAME", help=say(language, "help_indicator"))
    measured.options.add_argument("--region", metavar="R", help=say(language, "help_region"))
    measured.options.add_argument("--year", metavar="Y", help=say(language, "help_year"))
    measured.options.add_argument("--limit", type=int, default=1000, metavar="N", help=say(language, "help_limit"))
    measured.options.add_argument("--csv", action="store_true", help=say(language, "help_csv"))
    _answer_commands(commands, language)
    return top


def _style_option(command: _Parser) -> None:
    command.options.add_argument("--citations", choices=("plain", "gbt7714"), help=say(command.language, "help_citations"))


def _answer_commands(commands: Any, language: Language) -> None:
    """What can be done with an answer that was given."""
    replay = _command(commands, "replay", language, json=True)
    replay.arguments.add_argument("answer", metavar="ID", help=say(language, "help_answer"))
    export = _command(commands, "export", language)
    export.arguments.add_argument("answer", metavar="ID", help=say(language, "help_answer"))
    export.arguments.add_argument("file", metavar="FILE", help=say(language, "help_export_file"))
    _style_option(export)
    actions = _commands(commands.add_parser("answers", help=say(language, "help_answers")), "action")
    listed = _command(actions, "list", language, json=True, key="answers_list")
    listed.options.add_argument("--limit", type=_count, default=20, metavar="N", help=say(language, "help_answers_limit"))
    show = _command(actions, "show", language, json=True, key="answers_show")
    show.arguments.add_argument("answer", metavar="ID", help=say(language, "help_answer"))
    remove = _command(actions, "remove", language, json=True, key="answers_remove")
    remove.arguments.add_argument("answers", nargs="*", metavar="ID", help=say(language, "help_answer"))
    remove.options.add_argument("--all", action="store_true", help=say(language, "help_answers_all"))


def _commands(parser: _Parser, destination: str) -> Any:
    make = cast(type[_Parser], partial(_Parser, language=parser.language))  # argparse only ever calls it
    title = say(parser.language, "group_commands")
    return parser.add_subparsers(dest=destination, required=True, title=title, metavar="COMMAND", parser_class=make)


def _command(commands: Any, name: str, language: Language, *, json: bool = False, key: str | None = None) -> _Parser:
    """A command; its words are under `help_<key>`."""
    about = say(language, f"help_{key or name}")
    command: _Parser = commands.add_parser(name, help=about, description=about)
    _shared_options(command, argparse.SUPPRESS)
    if json:
        command.options.add_argument("--json", action="store_true", help=say(language, "help_json"))
    return command


def _shared_options(parser: _Parser, default: str | None) -> None:
    """Taken before and after the command's name; a command that was not told must not overwrite what stood before it."""
    add = partial(parser.options.add_argument, default=default)
    add("--data", metavar="DIR", help=say(parser.language, "help_data"))
    add("--language", choices=LANGUAGES, help=say(parser.language, "help_language"))
    add("--writer", choices=("extractive", "model"), help=say(parser.language, "help_writer"))


def _port(text: str) -> int:
    """0 lets the system choose a free one."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of help and of mistakes, needed before anything is parsed: the option, else the variable, else Chinese."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--language")
    try:
        said = early.parse_known_args(arguments)[0].language
    except argparse.ArgumentError:
        said = None
    return "en" if (said or environment.get("POLICYQA_LANGUAGE")) == "en" else "zh"


def _open_streams() -> None:
    """UTF-8 into files and pipes whatever the locale says; a terminal keeps its encoding but never fails on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
