"""Figures within a question: what the values of an indicator must be, or what the question takes them to be."""

import operator
import re
from dataclasses import dataclass
from decimal import Decimal

from documents.indicator_names import indicators_named
from documents.indicator_types import Indicator
from documents.numbers import Figure, figures_in
from documents.text import fold, language_of

# What may follow a figure that a question takes as given.
_CLOSES = re.compile(
    r"\s*(?:左右|以上|以内|以下|上下)?[”\"’]?"
    r"(?:的?(?:目标|预期|依据|原因|理由|背景|增长|增速|数据|说法)|[？?，,。]|吗|呢|是|为|有|主要|$)"
)
_CLAUSE = re.compile("[，。；！？,;!?]")
_LESS = re.compile(r"(?<!不)(?:低于|小于|少于)\s*$|不到\s*$|(?:less than|below|under)\s*$")
# 定为"5%左右" asks who says just this.
_JUST = re.compile(r"(?:定为|定在|设为|设定为|确定为|[“\"‘])\s*$")
_NO_VALUE = re.compile(r"\s*个?(?:省|市|地区|自治区|provinces|regions)")
_RANK = re.compile(r"(?:前|后|第|top)\s*$")
_SIGNS = {"over": ">", "at_least": ">=", "at_most": "<="}
_HOLDS = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Condition:
    """What the values must be: `sign` is one of "=", ">", "<", ">=", "<="."""

    sign: str
    figure: Figure

    def holds(self, indicator: Indicator) -> bool:
        if self.figure.unit and indicator.unit != self.figure.unit:
            return False
        told, value = self._counted(indicator), self.figure.value
        if told == value:
            same = self.figure.qualifier in (None, indicator.qualifier)
            return same if self.sign in {"=", ">"} else self.sign != "<"  # what is told to be over 9 is no more than that
        return self.sign in _HOLDS and bool(_HOLDS[self.sign](told, value))

    def turned_by(self, indicator: Indicator) -> bool:
        """Whether the indicator rises by what the figure falls by, or the other way round."""
        growth = indicator.measure == "growth" and indicator.unit == self.figure.unit
        return growth and self._counted(indicator) == -self.figure.value

    def _counted(self, indicator: Indicator) -> Decimal:
        """The value in the direction of the figure: what falls by 5% falls by more than 3%."""
        falls = indicator.measure == "growth" and self.figure.direction == "down"
        return -indicator.value if falls else indicator.value


def read_condition(question: str) -> Condition | None:
    """前5位 and 3个省 are no values of an indicator."""
    for figure in figures_in(question):
        before, after = fold(question[: figure.start]), fold(question[figure.end :])
        if figure.kind == "amount" and figure.unit and not _NO_VALUE.match(after) and not _RANK.search(before) and figure.unit != "个":
            sign = "<" if _LESS.search(before) else _SIGNS.get(figure.qualifier or "", "=")
            return Condition("=" if _JUST.search(before) else sign, figure)
    return None


def is_taken(question: str) -> bool:
    """One amount, in Chinese behind the name that it is said of: 投资超1亿元的项目 says nothing of the investment."""
    amounts = [figure for figure in figures_in(question) if figure.kind == "amount" and figure.unit]
    if len(amounts) != 1:
        return False
    before, after = question[: amounts[0].start], fold(question[amounts[0].end :])
    return language_of(question) == "en" or (bool(indicators_named(_CLAUSE.split(before)[-1])) and _CLOSES.match(after) is not None)
