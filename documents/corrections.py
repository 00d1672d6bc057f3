"""Metadata that people set: what they may give, and how it lies over what was read."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from documents.places import find_city, find_place
from documents.regions import NATIONAL
from documents.types import Language, Metadata, ReportKind, Status

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?")


def _written(value: Any) -> Any:
    """YAML reads 2025-01-14 as a date and 2025 as a number."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Text = Annotated[str, BeforeValidator(_written), StringConstraints(strip_whitespace=True, max_length=300)]


class MetadataBody(BaseModel):
    """Fields of a report to set. Null is what was read, the empty text says that the report has none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[_Text, Field(min_length=1)] | None = None
    language: Language | None = None
    region: _Text | None = Field(None, description="province or city by name or code; 全国 for the whole country", examples=["安徽"])
    city: _Text | None = Field(None, description="prefecture-level city by name or code", examples=["合肥"])
    issuer: _Text | None = Field(None, examples=["安徽省人民政府"])
    document_number: _Text | None = Field(None, examples=["皖政〔2025〕12号"])
    date: _Text | None = Field(None, description="year, month or day", examples=["2025-01-14"])
    period: _Text | None = Field(None, description="year or years spoken about", examples=["2021-2025"])
    edition: _Text | None = None
    kind: Literal[ReportKind, ""] | None = None
    status: Literal[Status, ""] | None = None
    superseded_by: _Text | None = Field(None, description="title, document number or id of the newer report")

    @field_validator("date")
    @classmethod
    def _is_date(cls, value: str | None) -> str | None:
        if value and not _DATE.fullmatch(value):
            raise ValueError("no date")
        if value and len(value) == len("2025-01-14"):
            date.fromisoformat(value)
        return value

    @field_validator("period")
    @classmethod
    def _is_period(cls, value: str | None) -> str | None:
        found = _PERIOD.fullmatch(value) if value else None
        if value and (found is None or (found.group(2) or value) < found.group(1)):
            raise ValueError("no period")
        return value

    @field_validator("region")
    @classmethod
    def _is_region(cls, value: str | None) -> str | None:
        if value and value != NATIONAL and find_place(value) is None:
            raise ValueError("no province or city")
        return value

    @field_validator("city")
    @classmethod
    def _is_city(cls, value: str | None) -> str | None:
        if value and find_city(value) is None:
            raise ValueError("no city")
        return value

    def changes(self) -> dict[str, str | None]:
        """The given fields under their stored names; a city given as region sets both, and taking back the region takes back the city."""
        given = self.model_dump(include=self.model_fields_set)
        place = find_place(given["region"]) if given.get("region") else None
        if place:
            given = {"city": place.short, **given} if place.is_city else given
            given["region"] = place.province
        elif "region" in given and given["region"] != NATIONAL:
            given = {"city": given["region"], **given}
        city = find_city(given["city"]) if given.get("city") else None
        return given | ({"city": city.short} if city else {})


_REMEDIES = {
    "language": "give zh or en",
    "region": "give a province or city of China such as 安徽, 合肥市 or 3401, or 全国",
    "city": "give a prefecture-level city of China such as 合肥 or 3401",
    "date": "give a year, month or day such as 2025, 2025-01 or 2025-01-14",
    "period": "give a year or years such as 2025 or 2021-2025",
    "kind": f"give one of {', '.join(get_args(ReportKind))}",
    "status": f"give one of {', '.join(get_args(Status))}",
}


def misfit_sentence(error: ValidationError) -> str:
    """The first misfit with its field and remedy."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return f"The field {name!r} is unknown: use {', '.join(MetadataBody.model_fields)}."
    return f"The field {name!r} has a value that cannot be used: {_REMEDIES.get(name, 'give a text of at most 300 characters')}."


def corrected(metadata: Metadata, corrections: Mapping[str, str]) -> Metadata:
    """Corrections laid over metadata; the empty text says that there is none."""
    if not corrections:
        return metadata
    values: dict[str, Any] = {name: value or None for name, value in corrections.items()}
    if "region" in values or "city" in values:
        values |= _place(metadata, values)
    return replace(metadata, **values, corrected=tuple(sorted({*metadata.corrected, *corrections})))


def _place(metadata: Metadata, values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Region, city and code that agree: a city set alone brings its province, one that was read gives way to another province."""
    name = values.get("city", metadata.city)
    city = find_city(name) if name else None
    region = city.province if city and "region" not in values else values.get("region", metadata.region)
    if city and city.province != region:
        city = None
    place = city or (find_place(region) if region else None)
    return {"region": region, "city": city.short if city else None, "region_code": place.code if place else None}
