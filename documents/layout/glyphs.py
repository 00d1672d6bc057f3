"""Words to lines of a page. Places are in points from the top left corner of the page as shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from documents.layout.types import Line, Run
from documents.layout.words import RAISED_TEXT, STACKED, THIN_SPACE, Words

# pdfium puts the first for a hyphen at a line's end; the others are soft hyphens.
_HYPHENS = dict.fromkeys((0xFFFE, 0x02, 0xAD), "-")
# Bullets of symbol fonts, which have no place in Unicode.
_BULLETS = dict.fromkeys((0xF06C, 0xF06E, 0xF071, 0xF075, 0xF076, 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF0FC), "•")
_REPLACED = _HYPHENS | _BULLETS
_TO_REPLACE = re.compile(f"[{''.join(map(chr, _REPLACED))}]")
_HYPHEN_INSIDE = re.compile(f"[{''.join(map(chr, _HYPHENS))}](?=.)")
_RAISED_FIGURE = re.compile(f"[{RAISED_TEXT}]")
# Words written sideways are at most so many of their widths apart.
_STACKED_GAP = 1.0
# A word that is higher than so many of its letters is written sideways.
_TALL = 1.8
# Two words stand on one line when they share this much of the lower one's height and are no further apart than so many times its size.
_SAME_LINE, _LINE_GAP = 0.5, 1.5
# A bullet or a number may stand further from its words.
_MARK_GAP = 4.0
_HANGING = re.compile(
    r"(?:[-–—•●○■□▪◆◇➢*]|[(（]?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）.、．]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$"
)
# Raised characters are smaller than this share of the line's letters, and end so much higher.
_SMALL, _LIFT = 0.8, 0.1
_NOTE_MARK = re.compile(r"[(\[（〔]?(?:\d{1,3}(?:[,，–-]\d{1,3})*|[a-z]|[*†‡§¶¹²³⁰-⁹]+|[①-⑳]|注\d*)[)\]）〕]?[,，]?$")
# After these a raised figure is a power: km², 10⁶.
_POWER = re.compile(r"(?:^|[^A-Za-z])(?:[kcmd]?m|ft|10)$")


@dataclass(frozen=True, slots=True)
class Style:
    """How a word is set; `size` is the height of the letters in points."""

    size: float
    bold: bool


def lines_of(text: str, words: Words, styles: Sequence[Style], seen: NDArray[np.bool_]) -> tuple[tuple[Line, ...], int]:
    """The lines of the words that are seen, in the order of the text, and how many characters the others have."""
    hidden = int((words.ends - words.starts)[~seen].sum())
    if hidden:
        styles = [style for style, shown in zip(styles, seen.tolist(), strict=True) if shown]
        words = Words(words.starts[seen], words.ends[seen], words.boxes[seen], words.wide[seen])
    runs = _runs(text, words)
    if not runs:
        return (), hidden
    begins, jumps = _line_starts(words.boxes, np.array([style.size for style in styles]))
    places = [*(at for at in begins if not (at in jumps and _HANGING.match(runs[at - 1].text) and at - 1 in begins)), len(runs)]
    return tuple(_line(runs[start:end], styles[start:end]) for start, end in pairwise(places)), hidden


def _runs(text: str, words: Words) -> list[Run]:
    replaced = _TO_REPLACE.search(text) is not None
    starts, ends, boxes = words.starts, words.ends, words.boxes
    spaced = starts > np.concatenate(([0], ends))[:-1]
    # Justified Han characters are set apart without a space being meant.
    gap, height = boxes[1:, 0] - boxes[:-1, 2], boxes[1:, 3] - boxes[1:, 1]
    spaced[1:] &= ~(words.wide[1:] & words.wide[:-1] & (gap < height))
    spaced[1:] |= ~words.wide[1:] & ~words.wide[:-1] & (gap > THIN_SPACE * height)
    pieces = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    if replaced:
        pieces = [_HYPHEN_INSIDE.sub("", piece).translate(_REPLACED) for piece in pieces]
    rows = zip(pieces, *boxes.T.tolist(), spaced.tolist(), strict=True)
    return list(map(partial(tuple.__new__, Run), rows))


def _line_starts(boxes: NDArray[np.float64], sizes: NDArray[np.float64]) -> tuple[dict[int, None], set[int]]:
    """The words that begin a line, in order without the first, and those of them that stand on the line before but at some distance."""
    left, top, right, bottom = boxes.T
    height = bottom - top
    lower = np.minimum(height[1:], height[:-1])
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    gap, size = left[1:] - right[:-1], np.maximum(sizes[1:], sizes[:-1])
    width = (right - left)[:-1]
    above = np.minimum(np.abs(top[1:] - bottom[:-1]), np.abs(top[:-1] - bottom[1:])) < _STACKED_GAP * width
    aligned = (np.abs(np.diff(left)) < STACKED * width) & (np.abs(np.diff(right)) < STACKED * width)
    tall = np.maximum(height[1:], height[:-1]) > _TALL * size
    sideways = aligned & above & tall
    level = ((shared >= _SAME_LINE * lower) & (gap > -lower)) | sideways
    begins = np.flatnonzero(~level | (gap > _LINE_GAP * size)) + 1
    jumps = np.flatnonzero(level & (gap > _LINE_GAP * size) & (gap < _MARK_GAP * size)) + 1
    return dict.fromkeys([0, *begins.tolist()]), set(jumps.tolist())


def _line(runs: Sequence[Run], styles: Sequence[Style]) -> Line:
    first = styles[0]
    if styles.count(first) == len(styles) and not _RAISED_FIGURE.search("".join([run[0] for run in runs])):
        return Line(tuple(runs), first.size, first.bold)
    weights: dict[float, int] = {}
    for run, style in zip(runs, styles, strict=True):
        weights[style.size] = weights.get(style.size, 0) + len(run.text)
    size = max(weights, key=weights.__getitem__)
    bold = all(style.bold for run, style in zip(runs, styles, strict=True) if run.text[0].isalnum())
    return Line(tuple(_without_note_marks(runs, styles, size)), size, bold)


def _without_note_marks(runs: Sequence[Run], styles: Sequence[Style], size: float) -> list[Run]:
    """A raised note mark would read as part of the figure before it, so it stays only where it opens the line, as a note does."""
    kept: list[Run] = []
    opened = False
    bottom = max(run.bottom for run, style in zip(runs, styles, strict=True) if style.size == size)
    for run, style in zip(runs, styles, strict=True):
        raised = run.text[0] in RAISED_TEXT or (style.size < _SMALL * size and bottom - run.bottom > _LIFT * size)
        marks = raised and _NOTE_MARK.match(run.text) is not None
        if not kept:
            opened = marks
        elif marks and not _POWER.search(kept[-1].text):
            continue
        kept.append(run._replace(spaced=True) if opened and len(kept) == 1 else run)
    return kept
