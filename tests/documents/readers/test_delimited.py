import pytest

from documents.errors import LoadError
from documents.readers.delimited import read

TABLE = "| 地区 | 目标 |\n| --- | --- |\n| 安徽 | 6.5% |"


def texts(source: str, encoding: str = "utf-8") -> list[str]:
    return [part.text for part in read(source.encode(encoding)).parts]


@pytest.mark.parametrize(
    "source", ["地区,目标\n安徽,6.5%\n", "地区\t目标\r\n安徽\t6.5%", "地区;目标\n安徽;6.5%", '"地区"|"目标"\n安徽|6.5%']
)
def test_the_delimiter_is_found(source: str) -> None:
    assert texts(source) == [TABLE]


def test_a_chinese_export_of_excel_is_read() -> None:
    assert texts("地区,目标\r\n安徽,6.5%\r\n", "gb18030") == [TABLE]


def test_title_and_unit_stand_above_the_table_and_a_note_below() -> None:
    source = '主要指标,,\n,,单位：亿元\n指标,2023,2024\n总值,"47,050",50625\n注：初步数。,,\n'
    assert texts(source) == [
        "主要指标",
        "单位：亿元",
        "| 指标 | 2023 | 2024 |\n| --- | --- | --- |\n| 总值 | 47,050 | 50625 |",
        "注：初步数。",
    ]


def test_a_unit_in_the_head_of_two_columns_stays_there() -> None:
    assert texts("指标,单位：亿元\n总值,50625\n") == ["| 指标 | 单位：亿元 |\n| --- | --- |\n| 总值 | 50625 |"]


def test_commas_and_line_breaks_in_quotes_stay_in_their_cell() -> None:
    assert texts('指标,说明\n甲,"一,\n二"\n') == ["| 指标 | 说明 |\n| --- | --- |\n| 甲 | 一, 二 |"]


def test_a_field_without_end_is_unreadable() -> None:
    with pytest.raises(LoadError):
        texts('a,b\n"' + "x" * 200_000)
