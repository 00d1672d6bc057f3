from documents.readers.plain import read


def test_blank_lines_part_runs_of_lines() -> None:
    reading = read("标题\n\n甲。\n乙。\n \t\n丙。\n".encode("gb18030"))
    assert [part.text.strip() for part in reading.parts] == ["标题", "甲。\n乙。", "丙。"]
    assert reading.pages == ()
