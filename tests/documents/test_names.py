"""Short and full names."""

from documents.names import names_in, other_names


def test_a_short_name_leads_to_the_full_one_and_back() -> None:
    assert "工业和信息化部" in other_names("工信部")
    assert "发改委" in other_names("國家發展和改革委員會")
    assert other_names("黄梅戏") == ()


def test_the_longest_name_is_read() -> None:
    assert [(start, end) for start, end, _ in names_in("地区生产总值增长")] == [(0, 6)]


def test_latin_names_are_whole_words() -> None:
    assert names_in("megdp") == []
    assert names_in("gdp增长")[0][:2] == (0, 3)
