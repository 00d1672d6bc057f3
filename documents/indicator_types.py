"""An indicator as a report tells it, and what holds for a place in a report by what stands before it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from documents.units import Qualifier

Measure = Literal["growth", "level"]
Standing = Literal["target", "achieved"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of one indicator. `text[start:end]` is the sentence, `text[figure_start:figure_end]` the figure.

    `name` is the normal name, `region` the short name of a province or 全国, `period` a year, or a part of one as an ISO interval
    (2025-01/2025-06); None where the text does not say. `value` is in the normal unit (万 and 亿 are multiplied out). In a table
    `text[start:end]` is the row, and `text[head_start:head_end]` the head over it, which says what the figure is of; both are 0
    elsewhere.
    """

    name: str
    region: str | None
    value: Decimal
    unit: str
    qualifier: Qualifier | None
    measure: Measure
    standing: Standing | None
    period: str | None
    start: int
    end: int
    figure_start: int
    figure_end: int
    head_start: int = 0
    head_end: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a sentence by what stands before it."""

    region: str | None
    year: int | None
    target: bool | None
    months: tuple[int, int] | None = None
