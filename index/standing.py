"""The relations of a generation's reports as a file beside them, and what they say of each report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.errors import StoreError
from index.relations import Relations
from index.traced import Traced
from index.types import Copy, Entry, Standing

NAME = "relations.json"


def relations_bytes(relations: Relations, reports: Sequence[Traced]) -> bytes:
    """What is related to what, by report number; copies with their names, since no segment holds them."""
    known = {report.number: report for report in reports}
    copies = [
        {
            "number": number, "id": known[number].report_id, "name": known[number].source_name,
            "of": original, "answers": known[original].source_name,
        }
        for number, original in sorted(relations.copies.items())
    ]  # fmt: skip
    ended = [{"number": number, "status": end.status, "by": end.by} for number, end in sorted(relations.ended.items())]
    return json.dumps({"copies": copies, "series": relations.series, "ended": ended}, ensure_ascii=False, indent=1).encode()


def copy_names(folder: Path) -> tuple[tuple[str, str], ...]:
    """The files of a generation that are copies, each with the file that answers for it."""
    return tuple((copy["name"], copy["answers"]) for copy in _read(folder)["copies"])


def with_standing(entries: Mapping[int, Entry], folder: Path) -> dict[int, Entry]:
    """The entries of a generation with what its relations say of them; one without such a file says nothing."""
    said = _read(folder)
    copies: dict[int, list[Copy]] = {}
    for copy in said["copies"]:
        copies.setdefault(copy["of"], []).append(Copy(copy["id"], copy["name"]))
    series = {number: numbers for numbers in said["series"] for number in numbers}
    ended = {end["number"]: end for end in said["ended"]}

    def standing(entry: Entry) -> Standing:
        end = ended.get(entry.number)
        by = entries.get(end["by"]) if end and end["by"] is not None else None
        told = entry.metadata.superseded_by if end else None
        editions = tuple(entries[number].report_id for number in series.get(entry.number, []) if number in entries)
        ending = end["status"] if end else None
        return Standing(ending, by.metadata.title if by else told, tuple(copies.get(entry.number, [])), editions)

    return {number: replace(entry, standing=standing(entry)) for number, entry in entries.items()}


def _read(folder: Path) -> Mapping[str, Any]:
    path = folder / NAME
    try:
        said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return {key: list(said.get(key, [])) for key in ("copies", "series", "ended")}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError("damaged", f"The file {NAME} of generation {folder.name} cannot be read.") from error
