"""Chinese numerals against their values."""

import pytest

from documents.numbers import integer_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("一百一十", 110),
        ("两百", 200),
        ("一千零一", 1001),
        ("二〇二五", 2025),
        ("12", 12),
        ("〇", 0),
    ],
)
def test_numerals_have_their_values(text: str, value: int) -> None:
    assert integer_of(text) == value


@pytest.mark.parametrize("text", ["", "条", "十二条", "1.5", "一万"])
def test_what_is_no_small_whole_number_has_no_value(text: str) -> None:
    assert integer_of(text) is None
