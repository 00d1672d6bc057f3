"""Footnotes and endnotes of Word: their elements, and the marks they are called by."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.readers.counting import counted
from documents.readers.word_styles import W, value
from documents.text import is_han


@dataclass
class Notes:
    """Notes by kind and id; they are counted in the order in which they are called."""

    _notes: dict[tuple[str, str], Any] = field(default_factory=dict)
    _styles: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Mapping[str, Any], body: Any) -> "Notes":
        """`roots` are the elements of the parts footnotes, endnotes and settings as far as there are such; `body` is the text's."""
        notes = cls()
        for kind, style in (("footnote", "decimal"), ("endnote", "lowerRoman")):
            for element in roots[f"{kind}s"].iterchildren(f"{W}{kind}") if f"{kind}s" in roots else ():
                if element.get(f"{W}type", "normal") == "normal":
                    notes._notes[kind, element.get(f"{W}id", "")] = element
            section = next((found for found in body.iter(f"{W}sectPr") if value(found, f"{kind}Pr/numFmt")), None)
            notes._styles[kind] = value(section, f"{kind}Pr/numFmt") or value(roots.get("settings"), f"{kind}Pr/numFmt") or style
        return notes

    def called(self, kind: str, name: str) -> Iterator[tuple[Callable[[str], str], Any]]:
        """The note with what puts its mark before its text; nothing where there is no such note, or it was called before."""
        element = self._notes.pop((kind, name), None)
        if element is None:
            return
        self._counts[kind] = self._counts.get(kind, 0) + 1
        mark = counted(self._counts[kind], self._styles[kind])
        yield (lambda text: f"注{mark}：{text}" if any(map(is_han, text)) else f"Note {mark}: {text}"), element
