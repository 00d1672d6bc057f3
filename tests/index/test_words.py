"""Tokens by hand."""

import pytest

from index.words import Places, Sought, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工业增长", "工 业 增 长 工业 业增 增长"),
        ("省", "省"),
        ("工業增長", "工 业 增 长 工业 业增 增长"),  # traditional as simplified
        ("２０２６年ＧＤＰ", "2026 年 gdp"),  # full width as half width
        ("投资1,234.5亿元", "投 资 投资 1234.5 亿 元 亿元"),
        ("1,234,567 hectares", "1234567 hectar"),
        ("2025,2026年", "2025 2026 年"),  # a list of years is no thousand
        ("6.5%左右", "6.5 左 右 左右"),
        ("第3.2.1条", "第 3.2.1 条"),
        ("The emissions of greenhouse gases will be reduced", "emiss greenhous gase reduc"),
        ("emission Emissions EMISSIONS", "emiss emiss emiss"),
        ("China's plan isn't", "china plan isn't"),
        ("5G基站", "5 g 基 站 基站"),
        ("《通知》，（一）！", "通 知 通知 一"),
        ("План на год", "план на год"),
        ("", ""),
        ("，。！? —", ""),
    ],
)
def test_tokens_by_hand(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


def test_a_query_of_stop_words_alone_has_no_tokens() -> None:
    assert tokens("what is the") == []


def test_no_token_holds_white_space_which_parts_tokens_in_the_index() -> None:
    text = "工 业\u3000增\u00a0长\t1 234\u2009567\nlong\u200bword\u2028end"
    assert all(token == token.strip() and len(token.split()) == 1 for token in tokens(text))


def test_an_article_number_is_one_token_in_either_numeral() -> None:
    assert tokens("第十二条") == tokens("第12条") == ["第12条"]
    assert not set(tokens("第十二条")) & set(tokens("第二十二条"))


@pytest.mark.parametrize(
    "text",
    [
        "依照第二十二条第3款，2025年投资1,234.5亿元，新建5G基站2万个。",
        "China's plans: 1,234 emissions in Article 12, isn't that план?",
        "工業增長６％，《通知》第十章之后第十章。",
        "",
    ],
)
def test_places_know_exactly_the_tokens_of_a_text(text: str) -> None:
    places, there = Places(text), set(tokens(text))
    asked = there | {"十二", "二条", "条第", "第二", "投资额", "the", "12", "第", "亿元新", "emiss", "plan", "年投"}
    assert places.held(Sought(asked)) == there


def test_places_count_characters_and_stop_at_the_most_asked_for() -> None:
    places = Places("工业增长，工业 plans")
    assert (places.of("工业"), places.of("plan"), places.of("农业")) == ([0, 5], [8], [])
    assert places.of("工业", most=1) == [0]
