import pytest

from documents.errors import LoadError
from documents.readers.decode import decode

NOTICE = "关于做好2025年稳就业工作的通知\n各市、县人民政府：全省城镇新增就业目标为六十五万人，请认真贯彻执行。"
TRADITIONAL = "關於辦理一百一十四年度就業補助的公告\n各縣市政府：補助標準為每人每月新臺幣三千元，請轉知所屬機關辦理。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_chinese_comes_back_from_every_encoding(encoding: str) -> None:
    assert decode(NOTICE.encode(encoding)) == NOTICE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16"])
def test_traditional_chinese_comes_back_from_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_windows_english_keeps_its_curly_quotes() -> None:
    text = "The Department’s annual report says: “targets were met” in every region of the country."
    assert decode(text.encode("cp1252")) == text


def test_every_kind_of_line_end_becomes_a_newline() -> None:
    assert decode("第一行\r\n第二行\r第三行".encode()) == "第一行\n第二行\n第三行"


def test_a_file_cut_inside_a_character_stays_utf8() -> None:
    for text in (NOTICE * 20, "关于就业的通知"):
        assert decode(text.encode()[:-1])[: len(text) - 1] == text[:-1]


def test_binary_data_is_unreadable() -> None:
    with pytest.raises(LoadError) as caught:
        decode(bytes(range(256)) * 40)
    assert caught.value.code == "unreadable"


def test_a_handful_of_characters_in_gb18030_is_enough() -> None:
    for text in ("标题\n\n甲。\n", "全省城镇新增就业65万人。", "附件"):
        assert decode(text.encode("gb18030")) == text
