"""Automatic numbers of Word, counted along the document: 第一章, （二）, 1.2, ③, and bullets."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from documents.readers.counting import counted
from documents.readers.symbols import symbol
from documents.readers.word_styles import Styles, W, is_on, value

_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"
# After these no space is needed before the words.
_CLOSED = "、，。．：）】〕」』"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts, from where, and what stands around the number."""

    start: int
    style: str
    text: str
    after: str
    restart: int | None
    decimal: bool
    paragraph_style: str | None
    font: str | None


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _list_of: dict[str, str] = field(default_factory=dict)
    _own: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _restarts: dict[str, set[int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any) -> "Numbering":
        """`root` is the element w:numbering. Numberings of one abstract list count on together."""
        numbering = cls()
        shared = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId")
            numbering._levels[name] = dict(map(_level, element.iterchildren(f"{W}lvl")))
            if link := value(element, "styleLink"):
                shared[link] = name
        linked = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            if link := value(element, "numStyleLink"):
                linked[element.get(f"{W}abstractNumId")] = shared.get(link)
        for element in root.iterchildren(f"{W}num"):
            name, abstract = element.get(f"{W}numId"), value(element, "abstractNumId") or ""
            numbering._list_of[name] = linked.get(abstract) or abstract
            numbering._override(name, element)
        return numbering

    def label(self, numbering: str, level: int) -> str:
        """The next number of a level, with what stands between it and the words; nothing for an unknown or empty one."""
        levels = self._levels_of(numbering)
        if level not in levels:
            return ""
        counts = self._count(numbering, level, levels)
        if levels[level].style == "bullet":
            return f"{_bullet(levels[level])} "

        def shown(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            if at not in levels:
                return ""
            style = "decimal" if levels[level].decimal and levels[at].style != "decimalZero" else levels[at].style
            return "" if style == "none" else counted(counts.get(at, levels[at].start), style)

        text = _PLACE.sub(shown, levels[level].text).strip()
        return f"{text} " if text and levels[level].after != "nothing" and text[-1] not in _CLOSED else text

    def level_of_style(self, numbering: str, styles: Styles, style: str | None) -> int | None:
        """The level that is tied to a paragraph's style, or to one below it."""
        tied = {level.paragraph_style: at for at, level in self._levels_of(numbering).items()}
        return next((tied[name] for name in styles.chain(style) if name in tied), None)

    def _levels_of(self, numbering: str) -> dict[int, _Level]:
        return self._levels.get(self._list_of.get(numbering, ""), {}) | self._own.get(numbering, {})

    def _override(self, name: str, element: Any) -> None:
        """What a numbering changes in its list: whole levels, or where a level begins when the numbering is first used."""
        own = self._own.setdefault(name, {})
        for override in element.iterchildren(f"{W}lvlOverride"):
            at = int(override.get(f"{W}ilvl", "0"))
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                own[at] = _level(replaced)[1]
            start = value(override, "startOverride")
            if start is not None and at in self._levels_of(name):
                own[at] = replace(self._levels_of(name)[at], start=int(start))
                self._restarts.setdefault(name, set()).add(at)

    def _count(self, numbering: str, level: int, levels: dict[int, _Level]) -> dict[int, int]:
        """The counts with this paragraph; levels below begin anew, unless they say after which level they do."""
        counts = self._counts.setdefault(self._list_of[numbering], {})
        for at in self._restarts.pop(numbering, ()):
            counts.pop(at, None)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for at in [deeper for deeper in counts if deeper > level and deeper in levels]:
            restart = levels[at].restart
            if level < (at if restart is None else restart):
                del counts[at]
        return counts


def _level(element: Any) -> tuple[int, _Level]:
    # A format of its own stands beside a plain one for programs that do not know it.
    formats = [found.get(f"{W}val", "decimal") for found in element.iter(f"{W}numFmt")]
    fonts = element.find(f"{W}rPr/{W}rFonts")
    restart = value(element, "lvlRestart")
    return int(element.get(f"{W}ilvl", "0")), _Level(
        start=int(value(element, "start") or 0),
        style=next((style for style in formats if style != "custom"), "decimal"),
        text=value(element, "lvlText") or "",
        after=value(element, "suff") or "tab",
        restart=int(restart) if restart is not None else None,
        decimal=is_on(value(element, "isLgl") or "0"),
        paragraph_style=value(element, "pStyle"),
        font=fonts.get(f"{W}ascii") if fonts is not None else None,
    )


def _bullet(level: _Level) -> str:
    """The bullet as its font draws it."""
    if len(level.text) != 1:
        return level.text.strip() or _BULLET
    return "○" if level.text == "o" else symbol(ord(level.text), level.font) or _BULLET
