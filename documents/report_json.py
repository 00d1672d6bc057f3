"""A report as JSON and back. What comes back is checked value by value: it may have been made by a reader that a file has taken over."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from itertools import pairwise, starmap
from typing import Any, Literal, TypeVar, get_args, get_origin

from documents.types import Block, Box, Metadata, Page, Report

Row = TypeVar("Row", Block, Page, Box)
_LARGEST = 2**31


class ReportFormatError(ValueError):
    """The JSON is not that of a report."""


def encode(report: Report) -> bytes:
    """UTF-8; places are kept to a tenth of a point. Raises UnicodeEncodeError for a text that holds half of a surrogate pair."""
    value = {
        "id": report.id,
        "source_name": report.source_name,
        "metadata": asdict(report.metadata),
        "text": report.text,
        "blocks": _columns(Block, report.blocks),
        "pages": _columns(Page, report.pages),
        "boxes": _columns(Box, report.boxes),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Report:
    """The report; ReportFormatError for anything that `encode` does not give."""
    try:
        value = json.loads(data)
        report = Report(
            id=_text(value["id"]),
            source_name=_text(value["source_name"]),
            metadata=Metadata(**{name: _value(annotation, value["metadata"][name]) for name, annotation in _fields(Metadata).items()}),
            text=_text(value["text"]),
            blocks=_rows(Block, value["blocks"]),
            pages=_rows(Page, value["pages"]),
            boxes=_rows(Box, value["boxes"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ReportFormatError("the report's JSON is of another form") from error
    _check_spans(report)
    return report


def _check_spans(report: Report) -> None:
    """Every span lies in the text, and the pages cover it."""
    for rows in (report.blocks, report.pages, report.boxes):
        if any(not 0 <= row.start <= row.end <= len(report.text) for row in rows):
            raise ReportFormatError("a span lies outside the text")
    if any(before.end != after.start for before, after in pairwise(report.pages)):
        raise ReportFormatError("the pages do not cover the text")


def _fields(kind: type) -> dict[str, Any]:
    return {field.name: field.type for field in fields(kind)}


def _columns(kind: type[Row], rows: Sequence[Row]) -> dict[str, list[object]]:
    """Field by field: JSON is quickest at long lists of one type."""
    columns = {name: [getattr(row, name) for row in rows] for name in _fields(kind)}
    return {name: [round(v, 1) for v in column] if _fields(kind)[name] is float else column for name, column in columns.items()}


def _rows(kind: type[Row], columns: dict[str, list[Any]]) -> tuple[Row, ...]:
    for name, annotation in _fields(kind).items():
        if not _fit(annotation, columns[name]):
            raise ReportFormatError(f"{name} holds something else")
    return tuple(starmap(kind, zip(*(columns[name] for name in _fields(kind)), strict=True)))


def _value(annotation: Any, value: Any) -> Any:
    """A single value; JSON has lists where we have tuples."""
    if not _fit(annotation, [value]):
        raise ReportFormatError("metadata holds something else")
    return tuple(value) if isinstance(value, list) else value


def _text(value: Any) -> str:
    return str(_value(str, value))


def _fit(annotation: Any, values: list[Any]) -> bool:
    """Whether all values are what a field is annotated with; infinity and what is no number are outside every number's bounds."""
    if annotation in _PLAIN:
        same = set(map(type, values)) <= _PLAIN[annotation]
        return same and (annotation not in (int, float) or all(-_LARGEST < value < _LARGEST for value in values))
    if get_origin(annotation) is Literal:
        return frozenset(get_args(annotation)).issuperset(values)
    if get_origin(annotation) is tuple:  # of any length
        return all(type(value) is list and _fit(get_args(annotation)[0], value) for value in values)
    return all(any(_fit(choice, [value]) for choice in get_args(annotation)) for value in values)


_PLAIN: dict[Any, set[type]] = {int: {int}, bool: {bool}, str: {str}, float: {int, float}, type(None): {type(None)}}
