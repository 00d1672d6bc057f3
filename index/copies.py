"""Which reports are copies of one text.

Reports are compared only where their signatures share a band. Of thousands that are filled-in forms of one text all share one, so what
is compared of each pair is a few words of an array, and the rest only for those whose figures may fit.
"""

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from documents.editions.repeals import plain
from documents.editions.shingles import PERMUTATIONS, bands
from documents.editions.traces import one_sided
from index.traced import Traced

# Files of one text read from Word, PDF and the web share .9 and more of their shingles; the same notice of another month .6 to .9,
# which the figures tell apart.
_COPY = 0.85
_SAME_SIZE = 0.05  # of the text: a title line or a head more makes no better file
# A word changes what a shorter text says: "2 years after you got it" and "… got one" are two rules.
_SHORT = 500
# Recognition mistakes one to five characters in a hundred: then .4 to .8 of the shingles are the same, and most of the figures, which
# those of another month or year are not. Where a text has few figures, its words must say so.
_PICTURE, _PICTURE_WITHOUT_FIGURES = 0.4, 0.75
_SAME_FIGURES, _FEWEST_FIGURES = 0.8, 20
_BAND_ROWS = 8  # with 128 minima: texts alike by .85 share a band in 99 of 100 cases
_PICTURE_ROWS = 2  # and those alike by .4
_WORDS = 4  # of 64 bits, in which the figures of a text are marked


def copies_among(reports: Sequence[Traced]) -> dict[int, int]:
    """Each copy with the report that answers for it: the one read best, and of equals the one that came first."""
    kept = _Originals(len(reports), pictures=any(report.is_picture for report in reports))
    copies: dict[int, int] = {}
    for report in sorted(reports, key=_worse_read):
        original = min((other.number for other in kept.like(report) if _is_copy(report, other)), default=None)
        if original is None:
            kept.add(report)
        else:
            copies[report.number] = original
    return copies


class _Originals:
    """The reports so far that are no copies, to be found by the bands of their signatures."""

    def __init__(self, most: int, *, pictures: bool) -> None:
        self._reports: list[Traced] = []
        self._minima = np.zeros((most, PERMUTATIONS), np.uint32)
        self._figures = np.zeros((most, _WORDS), np.uint64)
        self._by_band: dict[bytes, array[int]] = defaultdict(lambda: array("q"))
        self._sizes = (_BAND_ROWS, _PICTURE_ROWS) if pictures else (_BAND_ROWS,)

    def add(self, report: Traced) -> None:
        row = len(self._reports)
        self._reports.append(report)
        self._minima[row] = np.frombuffer(report.trace.signature, np.uint32)
        self._figures[row] = _marked(report.trace.figures)
        for size in self._sizes:
            for key in _keys(report, size):
                self._by_band[key].append(row)

    def like(self, report: Traced) -> list[Traced]:
        """Those alike enough to be the same text, and whose figures may be the same."""
        size = _PICTURE_ROWS if report.is_picture else _BAND_ROWS
        near = [np.frombuffer(self._by_band[key], np.int64) for key in _keys(report, size) if key in self._by_band]
        if not report.is_picture:
            near = self._fitting(near, _marked(report.trace.figures))
        found = np.unique(np.concatenate(near)) if near else np.zeros(0, np.int64)
        if not len(found):
            return []
        alike = (self._minima[found] == np.frombuffer(report.trace.signature, np.uint32)).mean(axis=1)
        return [self._reports[row] for row in found[alike >= (_PICTURE if report.is_picture else _COPY)]]

    def _fitting(self, near: Sequence[NDArray[np.int64]], marks: NDArray[np.uint64]) -> list[NDArray[np.int64]]:
        """The rows whose figures may fit. Where they are more than all originals, each is looked at once and not band by band."""
        if sum(map(len, near)) > len(self._reports):
            fits = self._may_fit(np.arange(len(self._reports)), marks)
            return [rows[fits[rows]] for rows in near]
        return [rows[self._may_fit(rows, marks)] for rows in near]

    def _may_fit(self, rows: NDArray[np.int64], marks: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Whether all figures of one side may be among those of the other."""
        others = self._figures[rows]
        both = others & marks
        return np.asarray((both == marks).all(axis=1) | (both == others).all(axis=1))


def _keys(report: Traced, size: int) -> Iterator[bytes]:
    return (bytes([size, at]) + band for at, band in enumerate(bands(report.trace.signature, size)))


def _marked(figures: Mapping[str, int]) -> NDArray[np.uint64]:
    """A bit for every figure, the same for the same one."""
    marks = 0
    for figure in figures:
        digits = re.sub(r"\D", "", figure)[-15:]
        marks |= 1 << (int(digits or 0) * 2654435761 >> 7) % (64 * _WORDS)
    return np.array([marks >> 64 * at & (2**64 - 1) for at in range(_WORDS)], np.uint64)


def _worse_read(report: Traced) -> tuple[int, bool, int, int]:
    """Ascending from what answers best: words and not their pictures, with pages to cite, plainly more text, first in the collection."""
    size = round(math.log(max(report.characters, 1), 1 + _SAME_SIZE))
    return report.recognised, report.pages == 0, -size, report.number


def _is_copy(report: Traced, original: Traced) -> bool:
    """Whether two texts that are much alike are one. A picture may be mistaken in any character, but hardly in many figures."""
    figures, others = report.trace.figures, original.trace.figures
    numbers = {_number(one, digits=report.is_picture) for one in (report, original)} - {""}
    if len({report.year, original.year} - {None}) > 1 or len(numbers) > 1:
        return False
    if report.is_picture:
        return report.characters >= _SHORT and _is_picture_of(report, original)
    return one_sided(figures, others) and (min(report.characters, original.characters) >= _SHORT or _same_words(report, original))


def _same_words(report: Traced, original: Traced) -> bool:
    return report.trace.signature == original.trace.signature


def _is_picture_of(picture: Traced, original: Traced) -> bool:
    seen, told = Counter(picture.trace.figures), Counter(original.trace.figures)
    fewer = min(seen.total(), told.total())
    if fewer < _FEWEST_FIGURES:
        minima = (np.frombuffer(one.trace.signature, np.uint32) for one in (picture, original))
        return float(np.mean(np.equal(*minima))) >= _PICTURE_WITHOUT_FIGURES and (seen & told).total() >= _SAME_FIGURES * fewer
    return (seen & told).total() >= _SAME_FIGURES * max(seen.total(), told.total())


def _number(report: Traced, *, digits: bool) -> str:
    number = plain(report.metadata.document_number or "")
    return re.sub(r"\D", "", number) if digits else number
