"""What people set lies over what was read, and region, city and code stay of one piece."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from documents.corrections import MetadataBody, corrected, misfit_sentence
from documents.types import Metadata

READ = Metadata("就业规划", "zh", region="山东", city="青岛", region_code="3702", date="2021-06", kind="plan")


def changes(**given: Any) -> dict[str, str | None]:
    return MetadataBody.model_validate(given).changes()


def test_only_the_given_fields_are_changed() -> None:
    assert changes() == {}
    assert changes(title=" 规划 ", issuer=None, edition="") == {"title": "规划", "issuer": None, "edition": ""}


def test_a_number_or_date_of_yaml_is_text() -> None:
    assert changes(date=date(2025, 1, 14), period=2025) == {"date": "2025-01-14", "period": "2025"}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"region": "安徽省"}, ("安徽", None, "34")),
        ({"region": "合肥"}, ("安徽", "合肥", "3401")),
        ({"region": "3401"}, ("安徽", "合肥", "3401")),
        ({"city": "合肥市"}, ("安徽", "合肥", "3401")),
        ({"city": "吉林"}, ("吉林", "吉林", "2202")),
        ({"region": "吉林"}, ("吉林", None, "22")),
        ({"region": "山东"}, ("山东", "青岛", "3702")),
        ({"city": ""}, ("山东", None, "37")),
        ({"region": "全国"}, ("全国", None, None)),
        ({"region": ""}, (None, None, None)),
        ({"title": "规划"}, ("山东", "青岛", "3702")),
    ],
)
def test_region_city_and_code_agree_after_a_correction(given: dict[str, str], place: tuple[str | None, ...]) -> None:
    found = corrected(READ, {name: value for name, value in changes(**given).items() if value is not None})
    assert (found.region, found.city, found.region_code) == place


def test_a_corrected_field_is_named_and_the_empty_text_says_that_there_is_none() -> None:
    found = corrected(READ, {"date": "", "issuer": "青岛市人民政府"})
    assert (found.date, found.issuer, found.corrected) == (None, "青岛市人民政府", ("date", "issuer"))
    assert corrected(READ, {}) is READ


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ort": "合肥"}, "The field 'ort' is unknown: use title, language, region, city, issuer, document_number, date, period"),
        ({"date": "2025-13"}, "The field 'date' has a value that cannot be used: give a year, month or day"),
        ({"date": "2025-02-30"}, "The field 'date' has"),
        ({"region": "乌有省"}, "The field 'region' has a value that cannot be used: give a province or city of China"),
        ({"kind": "roman"}, "The field 'kind' has a value that cannot be used: give one of work_report, plan"),
        ({"issuer": ["甲"]}, "The field 'issuer' has a value that cannot be used: give a text"),
    ],
)
def test_a_misfit_names_field_and_remedy(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MetadataBody.model_validate(given)
    assert misfit_sentence(caught.value).startswith(sentence)
