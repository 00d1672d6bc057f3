"""Short and full names."""

from documents.names import other_names


def test_a_short_name_leads_to_the_full_one_and_back() -> None:
    assert "工业和信息化部" in other_names("工信部")
    assert "发改委" in other_names("國家發展和改革委員會")
    assert other_names("黄梅戏") == ()


def test_a_name_in_two_lines_has_the_names_of_both() -> None:
    assert {"国内生产总值", "gross domestic product"} <= set(other_names("GDP"))
