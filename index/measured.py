"""Indicators as JSON, in the catalogue and in a segment: a list of values in the order of their fields."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from decimal import Decimal

from documents.indicator_types import Indicator

_VALUE = list(Indicator.__dataclass_fields__).index("value")


def indicators_json(indicators: Sequence[Indicator]) -> str:
    rows = [[str(value) if isinstance(value, Decimal) else value for value in astuple(indicator)] for indicator in indicators]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def indicators_from(data: str) -> tuple[Indicator, ...]:
    rows = json.loads(data)
    for row in rows:
        row[_VALUE] = Decimal(row[_VALUE])
    return tuple(Indicator(*row) for row in rows)
