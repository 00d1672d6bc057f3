import pytest

from documents.readers.counting import counted


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 105, "一○五"),
        ("chineseCountingThousand", 31, "三十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 2005, "二千零五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographEnclosedCircle", 2, "㈡"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 4, "⑷"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("lowerLetter", 2, "b"),
        ("upperLetter", 27, "AA"),
        ("ordinal", 12, "12th"),
        ("ordinal", 22, "22nd"),
        ("decimal", 8, "8"),
        ("anything", 8, "8"),
        ("upperRoman", 0, "0"),
        ("lowerLetter", 10**9, "1000000000"),
    ],
)
def test_numbers_are_shown_as_word_counts(style: str, number: int, shown: str) -> None:
    assert counted(number, style) == shown
