from documents.grid import Cell, flat, is_figure, one_line


def plain(*rows: str) -> list[list[Cell]]:
    return [[Cell(text.strip()) for text in row.split("|")] for row in rows]


def test_a_label_merged_over_rows_stands_in_each_and_a_head_over_columns_above_each() -> None:
    rows = [
        [Cell("产业", down=2), Cell("指标", down=2), Cell("2024年", across=2), Cell("2025年", across=2)],
        [Cell("绝对量"), Cell("增速"), Cell("绝对量"), Cell("增速")],
        [Cell("第一产业", down=2), Cell("粮食"), Cell("806.0"), Cell("1.6%"), Cell("810.0"), Cell("0.5%")],
        [Cell("棉花"), Cell("2.0"), Cell("-3.1%"), Cell("2.1"), Cell("5.0%")],
    ]
    assert flat(rows).rows == [
        ["产业", "指标", "2024年 / 绝对量", "2024年 / 增速", "2025年 / 绝对量", "2025年 / 增速"],
        ["第一产业", "粮食", "806.0", "1.6%", "810.0", "0.5%"],
        ["第一产业", "棉花", "2.0", "-3.1%", "2.1", "5.0%"],
    ]


def test_lines_over_the_whole_width_are_title_unit_and_note() -> None:
    rows = [[Cell("主要指标", across=2)], [Cell("单位：亿元", across=2)], *plain("指标|值", "甲|1"), [Cell("注：初步核算。", across=2)]]
    found = flat(rows)
    assert (found.above, found.rows, found.below) == (["主要指标", "单位：亿元"], [["指标", "值"], ["甲", "1"]], ["注：初步核算。"])


def test_a_line_between_rows_stays_a_row() -> None:
    assert flat([*plain("指标|值"), [Cell("一、农业", across=2)], *plain("甲|1")]).rows == [["指标", "值"], ["一、农业", ""], ["甲", "1"]]


def test_a_row_of_units_belongs_to_the_head() -> None:
    rows = plain("地区|生产总值|人口", "|（亿元）|万人", "安徽|50625|6123")
    assert flat(rows).rows == [["地区", "生产总值 / （亿元）", "人口 / 万人"], ["安徽", "50625", "6123"]]


def test_a_head_set_without_merging_is_understood() -> None:
    rows = plain("指标|2024年||2025年|", "|总量|增速|总量|增速", "甲|1|2%|3|4%")
    assert flat(rows).rows[0] == ["指标", "2024年 / 总量", "2024年 / 增速", "2025年 / 总量", "2025年 / 增速"]


def test_a_first_row_of_the_body_is_no_head() -> None:
    assert flat([[Cell("指标", across=2), Cell("值")], *plain("甲|乙|丙")]).rows == [["指标", "指标", "值"], ["甲", "乙", "丙"]]
    assert flat(plain("指标|2023|2024", "甲|1|2")).rows == [["指标", "2023", "2024"], ["甲", "1", "2"]]
    assert flat(plain("任务||单位", "甲|乙|丙", "丁|戊|己")).rows[0] == ["任务", "", "单位"]


def test_a_form_becomes_its_lines() -> None:
    rows = [[Cell("标　题："), Cell("关于就业的通知", across=3)], *plain("发文机关：|国务院|成文日期：|2024年3月7日", "文 号:||日期：|3月")]
    assert flat(rows).above == ["标题：关于就业的通知", "发文机关：国务院", "成文日期：2024年3月7日", "日期：3月"]
    assert flat(rows).rows == []


def test_what_the_format_calls_a_head_is_one() -> None:
    rows = [[Cell("甲", head=True), Cell("乙", head=True)], [Cell("丙", head=True), Cell("丁", head=True)], *plain("戊|己")]
    assert flat(rows).rows == [["甲 / 丙", "乙 / 丁"], ["戊", "己"]]


def test_years_are_labels_and_dashes_stand_for_figures() -> None:
    assert [text for text in ("6.5%", "1,234.5", "-3.1", "—", "2024", "2024年", "第一", "") if is_figure(text)] == [
        "6.5%", "1,234.5", "-3.1", "—",
    ]  # fmt: skip


def test_a_break_for_want_of_width_leaves_no_space() -> None:
    assert one_line("地区生产\n总值\n（亿元）") == "地区生产总值（亿元）"
    assert one_line("first\nsecond  third") == "first second third"


def test_broken_spans_do_no_harm() -> None:
    assert flat([]).rows == []
    assert len(flat([[Cell("甲", across=100_000, down=100_000)], [Cell("乙")]]).rows[0]) == 501
    assert flat([[Cell("甲", across=0, down=0), Cell("乙")], [Cell("1")]]).rows == [["甲", "乙"], ["1", ""]]
