"""What the styles of a Word file say of their paragraphs: heading level, numbering, hidden; a style has what the one below it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLES = {"title", "标题"}
_CONTENTS = re.compile(r"^(?:toc|目录|table of figures|图表目录)\s*\d?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Which numbering a paragraph takes part in, and at which level from 0; None where that is not said."""

    numbering: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    below: str | None
    level: int | None
    place: NumberPlace
    hidden: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by their ids; a paragraph that names none has the default one, which stands under None."""

    _styles: dict[str | None, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> "Styles":
        """`root` is the element w:styles."""
        styles: dict[str | None, _Style] = {}
        for element in root.iterchildren(f"{W}style"):
            style = _style(element)
            styles[element.get(f"{W}styleId")] = style
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0")):
                styles[None] = style
        return cls(styles)

    def level(self, style: str | None) -> int | None:
        """The heading level in 1..9, None for body text."""
        return next((found.level for found in self._chain(style) if found.level is not None), None)

    def place(self, style: str | None) -> NumberPlace:
        chain = list(self._chain(style))
        numbering = next((found.place.numbering for found in chain if found.place.numbering is not None), None)
        return NumberPlace(numbering, next((found.place.level for found in chain if found.place.level is not None), None))

    def hidden(self, style: str | None) -> bool:
        return next((found.hidden for found in self._chain(style) if found.hidden is not None), False)

    def is_contents(self, style: str | None) -> bool:
        """Whether paragraphs of the style are lines of a table of contents."""
        return any(_CONTENTS.match(found.name) for found in self._chain(style))

    def chain(self, style: str | None) -> list[str]:
        """The ids of the style and of those below it."""
        ids: list[str] = []
        while style is not None and style in self._styles and style not in ids:
            ids.append(style)
            style = self._styles[style].below
        return ids

    def _chain(self, style: str | None) -> Iterator[_Style]:
        if style is None and None in self._styles:
            yield self._styles[None]
        yield from (self._styles[name] for name in self.chain(style))


def value(element: Any, path: str) -> str | None:
    """The value of a property below an element: value(paragraph, "pPr/pStyle")."""
    found = element.find("/".join(W + name for name in path.split("/"))) if element is not None else None
    return None if found is None else found.get(f"{W}val", "1")


def is_on(setting: str) -> bool:
    return setting.lower() not in {"0", "false", "off", "none"}


def outline_level(properties: Any) -> int | None:
    """The outline level in 1..9 that a paragraph or a style sets; 9 in the file means body text."""
    outline = int(value(properties, "outlineLvl") or 9)
    return outline + 1 if 0 <= outline < 9 else None


def number_place(properties: Any) -> NumberPlace:
    level = value(properties, "numPr/ilvl")
    return NumberPlace(value(properties, "numPr/numId"), int(level) if level is not None else None)


def _style(element: Any) -> _Style:
    name = (value(element, "name") or "").strip()
    properties = element.find(f"{W}pPr")
    numbered = _HEADING.match(name)
    level = int(numbered.group(1)) if numbered else 1 if name.lower() in _TITLES else outline_level(properties)
    hidden = value(element, "rPr/vanish")
    place = number_place(properties) if properties is not None else NumberPlace()
    return _Style(name, value(element, "basedOn"), level, place, None if hidden is None else is_on(hidden))
