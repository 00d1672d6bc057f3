"""PPTX: a slide is a page; its title, then its texts, tables and charts from top to bottom and left to right, then its notes."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.util import Pt

from documents.archive import check_archive
from documents.errors import LoadError
from documents.grid import Cell, flat, one_line
from documents.parts import Part, Reading, Sheet, table_text
from documents.readers.office import properties_of
from documents.readers.slide_text import lines_of

_RUNNING = {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER}
_LISTS = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
# Shapes whose tops differ by less stand in one row, in points.
_ROW = 12
_DAMAGED = (
    PythonPptxError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, NotImplementedError
)  # fmt: skip


def read(data: bytes) -> Reading:
    members = check_archive(data, "[Content_Types].xml")
    try:
        deck = Presentation(io.BytesIO(data))
        size = (deck.slide_width or 0) / Pt(1), (deck.slide_height or 0) / Pt(1)
        slides = [list(_slide_parts(slide, page)) for page, slide in enumerate(deck.slides, 1)]
        pictures = [any(shape.element.tag.endswith("}pic") for shape in slide.shapes) for slide in deck.slides]
        properties = properties_of(deck, members)
    except _DAMAGED as error:
        message = "The PowerPoint file is damaged; open it in PowerPoint or WPS and save it again as .pptx."
        raise LoadError("unreadable", message) from error
    if not any(slides):
        raise LoadError("no_text", "The slides hold no text, only pictures; export them to PDF and run a text recognition (OCR) over it.")
    sheets = [
        Sheet(*size, label=str(page), kind="text" if parts else "scanned" if picture else "empty")
        for page, (parts, picture) in enumerate(zip(slides, pictures, strict=True), 1)
    ]
    parts = tuple(part for parts in slides for part in parts)
    return Reading(parts, properties.get("title"), tuple(sheets), joined=True, properties=properties)


def _slide_parts(slide: Any, page: int) -> Iterator[Part]:
    """The first slide's title is that of the whole."""
    if slide.element.get("show") in {"0", "false"}:
        return
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield Part("heading", " ".join(title.text_frame.text.split()), level=1 if page == 1 else 2, page=page)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape_parts(shape, page)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from (Part("footnote", text, page=page) for text, _ in lines_of(slide.notes_slide.notes_text_frame))


def _in_order(shapes: Any) -> list[Any]:
    """Rows from the top, in a row from the left; a shape begins a row of its own where it stands clearly below the one before."""
    ordered = sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))
    rows: list[list[Any]] = []
    for shape in ordered:
        if rows and (shape.top or 0) - (rows[-1][0].top or 0) < Pt(_ROW):
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda shape: shape.left or 0)]


def _shape_parts(shape: Any, page: int) -> Iterator[Part]:
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    if kind in _RUNNING:
        return
    if hasattr(shape, "shapes"):
        for member in _in_order(shape.shapes):
            yield from _shape_parts(member, page)
    elif getattr(shape, "has_table", False):
        yield from _table_parts(shape.table, page)
    elif getattr(shape, "has_chart", False):
        yield from _chart_parts(shape.chart, page)
    elif shape.has_text_frame:
        for text, is_item in lines_of(shape.text_frame):
            yield Part("item" if is_item or kind in _LISTS else "paragraph", text, page=page)


def _table_parts(table: Any, page: int) -> Iterator[Part]:
    rows = [
        [
            Cell(one_line(cell.text.replace("\v", "\n")), cell.span_width, cell.span_height, head=table.first_row and number == 0)
            for cell in row.cells
            if not cell.is_spanned
        ]
        for number, row in enumerate(table.rows)
    ]
    found = flat(rows)
    yield from (Part("paragraph", line, page=page) for line in found.above)
    if text := table_text(found.rows):
        yield Part("table", text, page=page)
    yield from (Part("paragraph", line, page=page) for line in found.below)


def _chart_parts(chart: Any, page: int) -> Iterator[Part]:
    """A chart as the table that it draws: a row for each category, a column for each series."""
    if chart.has_title and chart.chart_title.text_frame.text.strip():
        yield Part("paragraph", " ".join(chart.chart_title.text_frame.text.split()), page=page)
    try:
        plots = list(chart.plots)
    except ValueError:  # a kind of chart that python-pptx does not know
        return
    series = [one for plot in plots for one in plot.series]
    values = [list(one.values) for one in series]
    labels = [str(category) for category in plots[0].categories] if plots else []
    rows = [["", *(str(one.name) for one in series)]]
    for at, label in enumerate(labels):
        rows.append([label, *(_figure(column[at]) if at < len(column) else "" for column in values)])
    if labels and series:
        yield Part("table", table_text(rows), page=page)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
