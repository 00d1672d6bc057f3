"""Text recognition: the picture of a page to lines with their places. Needs the extra `ocr`; the models come with its package."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from statistics import median
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.layout.order import in_reading_order
from documents.layout.types import Line, Run
from documents.limits import recognise_page
from documents.text import HAN

REMEDY = 'pip install "policyqa[ocr]"'

Picture = NDArray[np.uint8]
# A second thread makes a page a third faster on an idle machine and twice as slow on a busy one; files are read side by side anyway.
_THREADS = 1
# Lines in a batch are padded to the widest: six of them take 1 GB, two 0.7 GB, at the same speed.
_BATCH = 2
_ONE_AT_A_TIME = Lock()
# In pixels: a strip so narrow holds no line of text, and the engine would blow it up to thousands of megabytes.
_NARROWEST = 32
# Below this the recogniser sees letters where there are none; its lines of text have .9 and more.
_LEAST_SCORE = 0.5
# Upright text has a mean score of .95 and more, text on its head .6.
_UPRIGHT_SCORE = 0.85
# A line so much higher than wide, with at least three characters, runs down the page.
_UPRIGHT_SHAPE = 1.5
# The engine's boxes have a margin: letters are this share of their height. Lines nearly as high as most are of the same type.
_LETTERS = 0.7
_SAME_TYPE = 0.2
_PIECE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]+|[^\s{HAN}\u3000-\u303f\uff00-\uffef]+")
_WIDE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a picture in reading order, in points of the page after it was turned clockwise by `turn` degrees."""

    lines: tuple[Line, ...]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A line as the engine gives it, in pixels."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognise(picture: Picture, width: float, height: float) -> Recognised:
    """The text of a page's picture in red, green and blue; `width` and `height` are those of the page in points.

    Pages that lie on their side or stand on their head are turned, and read again, since half of their letters come out wrong.
    """
    if min(picture.shape[:2]) < _NARROWEST:
        return Recognised(())
    recognise_page()
    found, turn = _upright(picture)
    if turn in (90, 270):
        width, height = height, width
    side = picture.shape[0] if turn in (90, 270) else picture.shape[1]
    return Recognised(tuple(in_reading_order(_levelled([_line(one, width / side) for one in found]))), turn)


def _upright(picture: Picture) -> tuple[list[_Found], int]:
    """What the engine finds once the picture stands upright, and by how much it was turned clockwise for that."""
    found, turn = _read(picture), 0
    if _runs_down(found):
        found, turn = _read(_turned(picture, 90)), 90
    if found and _score(found) < _UPRIGHT_SCORE:
        again = _read(_turned(picture, turn + 180))
        if _score(again) > _score(found):
            return again, turn + 180
    return found, turn


def _turned(picture: Picture, degrees: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, -degrees // 90))


def _runs_down(found: Sequence[_Found]) -> bool:
    down = sum(len(one.text) for one in found if len(one.text) > 2 and one.bottom - one.top > _UPRIGHT_SHAPE * (one.right - one.left))
    return 2 * down > sum(len(one.text) for one in found)


def _score(found: Sequence[_Found]) -> float:
    """The mean over all characters."""
    characters = sum(len(one.text) for one in found)
    return sum(one.score * len(one.text) for one in found) / max(1, characters)


def _read(picture: Picture) -> list[_Found]:
    with _ONE_AT_A_TIME:
        # Its judgement of single lines is off: it turned every fifth line of Chinese and English mixed on its head.
        output = _engine()(picture[:, :, ::-1], use_det=True, use_cls=False, use_rec=True)
    if output.boxes is None:
        return []
    return [_found(*one) for one in zip(output.boxes, output.txts, output.scores, strict=True)]


def _found(corners: Any, text: str, score: float) -> _Found:
    across, down = np.asarray(corners)[:, 0], np.asarray(corners)[:, 1]
    return _Found(text.strip(), float(score), float(across.min()), float(down.min()), float(across.max()), float(down.max()))


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    settings = {
        "Global.log_level": "error",
        # The picture comes in the size it is to be read in.
        "Global.max_side_len": 10_000,
        "Det.limit_side_len": _NARROWEST,
        "Global.text_score": _LEAST_SCORE,
        "Rec.rec_batch_num": _BATCH,
        "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params=settings)


def _line(found: _Found, scale: float) -> Line:
    """A line in points. Where a word stands follows from its share of the characters, of which wide ones count twice."""
    per_column = (found.right - found.left) / max(1, _columns(found.text))
    runs = []
    for match in _PIECE.finditer(found.text):
        start = found.left + per_column * _columns(found.text[: match.start()])
        end = start + per_column * _columns(match.group())
        spaced = match.start() > 0 and found.text[match.start() - 1].isspace()
        runs.append(Run(match.group(), start * scale, found.top * scale, end * scale, found.bottom * scale, spaced))
    return Line(tuple(runs), size=_LETTERS * (found.bottom - found.top) * scale)


def _levelled(lines: list[Line]) -> list[Line]:
    """The lines with one size for all that are nearly of the usual one: a box is a little higher where a letter hangs down."""
    usual = median(line.size for line in lines) if lines else 0.0
    return [replace(line, size=usual) if abs(line.size - usual) < _SAME_TYPE * usual else line for line in lines]


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
