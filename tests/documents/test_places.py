"""The table of GB/T 2260 codes is whole, and each of its names leads to one place."""

from collections import Counter

import pytest

from documents.places import find_place, places
from documents.regions import PROVINCE_NAMES
from documents.text import fold

# Prefecture-level cities, prefectures and leagues by province; the four municipalities, 台湾, 香港 and 澳门 have none.
COUNTS = {
    "河北": 11, "山西": 11, "内蒙古": 12, "辽宁": 14, "吉林": 9, "黑龙江": 13, "江苏": 13, "浙江": 11, "安徽": 16, "福建": 9, "江西": 11,
    "山东": 16, "河南": 17, "湖北": 13, "湖南": 14, "广东": 21, "广西": 14, "海南": 4, "四川": 21, "贵州": 9, "云南": 16, "西藏": 7,
    "陕西": 10, "甘肃": 14, "青海": 8, "宁夏": 5, "新疆": 14,
}  # fmt: skip


def test_every_province_has_all_its_cities() -> None:
    assert Counter(place.province for place in places() if place.is_city) == COUNTS
    assert sum(COUNTS.values()) == 333
    assert {place.short for place in places() if not place.is_city} == set(PROVINCE_NAMES.split("|"))


def test_codes_and_names_are_unique_and_names_are_in_their_folded_form() -> None:
    assert len({place.code for place in places()}) == len({place.name for place in places()}) == 367
    assert all(fold(place.name) == place.name and place.name.startswith(place.short) for place in places())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("安徽", "34"),
        ("安徽省", "34"),
        ("合肥", "3401"),
        ("合肥市", "3401"),
        ("3401", "3401"),
        ("恩施州", "4228"),
        ("吉林", "22"),
        ("吉林市", "2202"),
        ("海南", "46"),
        ("海南州", "6325"),
        ("大同", "1402"),
        ("乌有市", None),
    ],
)
def test_a_place_is_found_by_code_full_and_short_name(text: str, code: str | None) -> None:
    found = find_place(text)
    assert (found.code if found else None) == code
