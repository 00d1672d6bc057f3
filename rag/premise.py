"""False premises: a question that takes a figure as given which the report does not give.

Another figure of the same unit for the same region, indicator and year is told, cited; a figure that is given for another region or
year is named as that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.dates import told_period
from documents.indicator_types import Indicator
from documents.numbers import Figure
from documents.regions import region_in_language
from documents.types import Language
from index.generations import Generation
from index.types import Entry, Filters
from rag.compare import compare_indicators
from rag.measured import Measured
from rag.tables import led
from rag.values import Value, value_of
from rag.write import Draft

_CHANGE = re.compile("(?:上涨|增长|增加|上升|提高|下降|减少|降低|回落|下滑|下跌)了?$")

Told = tuple[Entry, Indicator]


@dataclass(frozen=True, slots=True)
class Premise:
    """The figure that a question takes as given, as it is `written`, and what the reports say instead.

    `given` are their values for the region, indicator and year asked about; where there are none, `elsewhere` is a report that gives
    the figure for another region or year.
    """

    written: str
    given: tuple[Value, ...]
    elsewhere: Value | None


def false_premise(generation: Generation, question: str, asked: Measured, filters: Filters) -> Premise | None:
    """None where a question takes no figure of one region and one indicator as given, or a report gives it."""
    condition = asked.condition
    if condition is None or not asked.taken or len(asked.names) != 1 or len(asked.regions) != 1 or asked.each_year:
        return None
    told = [row for row in generation.indicators(asked.names[0]) if not row[0].standing.ended]
    meant = [row for row in told if _is_meant(row[1], asked)]
    if any(condition.holds(indicator) for _, indicator in meant):
        return None
    written = _written(question, condition.figure)
    turned = next((indicator for _, indicator in meant if condition.turned_by(indicator)), None)
    compared = compare_indicators(generation, _as_told(asked, turned) if turned else asked, filters)
    if compared is not None:
        return Premise(written, compared.rows[0].values, None)
    elsewhere = next((row for row in told if condition.sign == "=" and condition.holds(row[1])), None)
    return Premise(written, (), value_of(generation, *elsewhere) if elsewhere else None)


def _as_told(asked: Measured, told: Indicator) -> Measured:
    """The question of the year and standing of what is told: who takes a fall for a rise asks for that figure, and not for the newest."""
    years = (told.period,) if told.period else asked.years
    return replace(asked, years=years, standing=told.standing, measure=told.measure)


def _written(question: str, figure: Figure) -> str:
    """The figure as the question writes it, with the word for its rise or fall."""
    change = _CHANGE.search(question[: figure.start])
    return question[change.start() if change else figure.start : figure.end]


def _is_meant(indicator: Indicator, asked: Measured) -> bool:
    """Of the region and the years asked about; whether aimed at or reached is of no weight: a figure that stands there is none of ours."""
    return indicator.region in asked.regions and (not asked.years or indicator.period in asked.years)


def corrections(premise: Premise, region: str, language: Language) -> Iterator[Draft]:
    """What the report gives, a sentence for each value."""
    for value in premise.given:
        yield Draft(led(region, value.words, language), value.quotes, "quoted")


def corrected(premise: Premise, language: Language) -> str:
    """That the report does not give the figure of the question, but another."""
    if language == "zh":
        return f"报告没有给出“{premise.written}”，给出的是以上数值。"
    return f"The report does not say “{premise.written}”; it gives the figure above."


def said_elsewhere(premise: Premise, value: Value, language: Language) -> str:
    """For whom and when the reports give the figure of the question."""
    indicator = value.indicator
    region = region_in_language(indicator.region, language) if indicator.region else ""
    if language == "zh":
        return f"“{premise.written}”是{region}{told_period(indicator.period) if indicator.period else ''}的数值，见所附原文。"
    return f"“{premise.written}” is the figure of {' for '.join(filter(None, (region, indicator.period)))}; see the quote."
