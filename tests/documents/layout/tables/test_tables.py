from collections.abc import Callable

from documents.layout.tables import find_grids, lines_beside
from documents.layout.types import Grid, Merge, PageLayout, Rule

Page = Callable[..., PageLayout]
Texts = Callable[[Grid], list[list[str | None]]]
Lattice = Callable[..., tuple[Rule, ...]]


def test_a_table_with_ruling_lines(page: Page, lattice: Lattice, texts: Texts) -> None:
    layout = page(
        (80, {60: "表1 主要目标"}),
        (103, {60: "指标", 160: "2024年", 260: "2025年"}),
        (123, {60: "粮食产量", 160: "830亿斤", 260: "835亿斤"}),
        (143, {60: "城镇化率", 260: "63.0%"}),
        rules=lattice([50, 150, 250, 350], [100, 120, 140, 160]),
    )
    (grid,) = find_grids(layout)
    assert texts(grid) == [["指标", "2024年", "2025年"], ["粮食产量", "830亿斤", "835亿斤"], ["城镇化率", "", "63.0%"]]
    assert (grid.heads, [line.text for line in grid.caption]) == (1, ["表1 主要目标"])
    assert lines_beside(layout, [grid]) == []


def test_merged_cells_and_a_head_of_two_rows(page: Page, lattice: Lattice, texts: Texts) -> None:
    gone = (Rule(50, 110, 100, 130), Rule(190, 99, 210, 121), Rule(50, 150, 100, 170))
    layout = page(
        (105, {60: "地区", 160: "地区生产总值"}),
        (125, {160: "总量", 220: "增速"}),
        (145, {60: "华东", 110: "安徽", 160: "50625", 220: "5.8"}),
        (165, {110: "江苏", 160: "137008", 220: "5.8"}),
        rules=lattice([50, 100, 150, 200, 280], [100, 120, 140, 160, 180], gone),
    )
    (grid,) = find_grids(layout)
    assert texts(grid) == [
        ["地区", "", "地区生产总值", None],
        [None, "", "总量", "增速"],
        ["华东", "安徽", "50625", "5.8"],
        [None, "江苏", "137008", "5.8"],
    ]
    assert grid.heads == 2
    assert set(grid.merges) == {Merge(0, 0, down=2), Merge(0, 2, across=2), Merge(2, 0, down=2)}


def test_a_statistics_table_with_three_level_lines_only(page: Page, texts: Texts) -> None:
    layout = page(
        (60, {50: "2024年全省经济平稳增长，主要指标见下表。"}),
        (80, {150: "表2 主要经济指标"}),
        (95, {330: "单位：亿元"}),
        (115, {60: "指标", 250: "绝对额", 330: "比上年增长"}),
        (127, {340: "（%）"}),
        (145, {60: "地区生产总值", 280: ">50625.2", 370: ">5.8"}),
        (160, {70: "第一产业", 280: ">3592.0", 370: ">3.9"}),
        (175, {70: "第二产业", 280: ">20312.3", 370: ">-0.6"}),
        (190, {70: "其中：工业", 280: ">14900.1", 370: ">8.6"}),
        (215, {50: "注：绝对额按现价计算，增长速度按不变价计算。"}),
        rules=(Rule(50, 110, 400, 110.5), Rule(50, 142, 400, 142.5), Rule(50, 205, 400, 205.5)),
    )
    (grid,) = find_grids(layout)
    assert texts(grid) == [
        ["指标", "绝对额", "比上年增长"],
        ["", "", "（%）"],
        ["地区生产总值", "50625.2", "5.8"],
        ["第一产业", "3592.0", "3.9"],
        ["第二产业", "20312.3", "-0.6"],
        ["其中：工业", "14900.1", "8.6"],
    ]
    assert grid.heads == 2
    assert [line.text for line in grid.caption] == ["表2 主要经济指标", "单位：亿元"]
    assert [line.text for line in lines_beside(layout, [grid])] == [
        "2024年全省经济平稳增长，主要指标见下表。",
        "注：绝对额按现价计算，增长速度按不变价计算。",
    ]


def test_a_filing_glues_signs_to_figures_and_spans_heads(page: Page, texts: Texts) -> None:
    layout = page(
        (85, {50: "$ in millions (unaudited)"}),
        (100, {275: "Three Months Ended", 460: "Six Months Ended"}),
        (114, {240: "July 29, 2023", 330: "July 30, 2022", 420: "July 29, 2023", 510: "July 30, 2022"}),
        (130, {50: "Revenue", 240: "$", 310: ">9,583", 330: "$", 400: ">10,329", 420: "$", 490: ">19,050", 510: "$", 580: ">20,976"}),
        (144, {50: "Restructuring charges", 305: ">(7", 310: ">)", 400: ">34", 490: ">(16)", 580: ">35"}),
        (158, {50: "Other income:"}),
        (172, {60: "Investment income", 310: ">12", 400: ">-", 490: ">33", 580: ">(2)"}),
        (186, {60: "Margin", 300: ">3.9", 305: "%", 390: ">3.6", 395: "%", 480: ">3.5", 485: "%", 570: ">4.0", 575: "%"}),
    )
    (grid,) = find_grids(layout)
    assert texts(grid) == [
        ["", "Three Months Ended", None, "Six Months Ended", None],
        ["", "July 29, 2023", "July 30, 2022", "July 29, 2023", "July 30, 2022"],
        ["Revenue", "$9,583", "$10,329", "$19,050", "$20,976"],
        ["Restructuring charges", "(7)", "34", "(16)", "35"],
        ["Other income:", "", "", "", ""],
        ["Investment income", "12", "-", "33", "(2)"],
        ["Margin", "3.9%", "3.6%", "3.5%", "4.0%"],
    ]
    assert grid.heads == 2
    assert [line.text for line in grid.caption] == ["$ in millions (unaudited)"]


def test_labels_of_several_lines_are_one_row(page: Page, texts: Texts) -> None:
    layout = page(
        (80, {300: "2023", 400: "2022"}),
        (100, {50: "Cash and cash equivalents", 320: ">1,093", 420: ">1,874"}),
        (120, {50: "Equity"}),
        (140, {50: "Common stock, $0.10 par value, issued and"}),
        (151, {50: "outstanding 217.9 million shares", 320: ">22", 420: ">23"}),
        (171, {50: "Retained earnings of the company and of its", 320: ">2,491", 420: ">2,430"}),
        (182, {50: "subsidiaries"}),
        (202, {50: "Total", 320: ">2,835", 420: ">2,795"}),
    )
    (grid,) = find_grids(layout)
    assert texts(grid)[2:] == [
        ["Equity", "", ""],
        ["Common stock, $0.10 par value, issued and / outstanding 217.9 million shares", "22", "23"],
        ["Retained earnings of the company and of its / subsidiaries", "2,491", "2,430"],
        ["Total", "2,835", "2,795"],
    ]


def test_the_mark_of_a_footnote_stays_at_its_words(page: Page, texts: Texts) -> None:
    base = page(
        (100, {250: "2023", 350: "2022"}),
        (120, {50: "Corporate", 280: ">113", 380: ">117"}),
        (140, {50: "Total", 280: ">957", 380: ">958"}),
    )
    small = page((118, {96: "(2)"})).lines[0]
    raised = type(small)(tuple(type(run)(run.text, run.left, 118, run.right - 4, 124) for run in small.runs), 6.0)
    (grid,) = find_grids(PageLayout(1, base.sheet, (*base.lines, raised)))
    assert texts(grid)[1] == ["Corporate(2)", "113", "117"]


def test_two_tables_under_each_other_are_two(page: Page) -> None:
    rows = [
        (60, {50: "亿元", 250: "2024年", 350: "2023年"}),
        (75, {50: "收入", 280: ">25", 380: ">24"}),
        (90, {50: "支出", 280: ">27", 380: ">26"}),
    ]
    second = [(top + 60, row) for top, row in rows]
    assert [len(grid.rows) for grid in find_grids(page(*rows, *second))] == [3, 3]


def test_a_table_of_contents_is_no_table(page: Page) -> None:
    dotted = [
        (60 + 15 * at, {50: f"{name}", 150: "." * 60, 480: number})
        for at, (name, number) in enumerate(zip("一二三四", "1358", strict=True))
    ]
    plain = [(60 + 15 * at, {50: f"Item {at}. Business", 480: f">{number}"}) for at, number in enumerate((3, 9, 12, 30, 31))]
    in_one_line = [(60 + 15 * at, {50: f"第{at}章 总则 ........................ {number}"}) for at, number in enumerate((3, 9, 12, 30, 31))]
    assert [find_grids(page(*rows)) for rows in (dotted, plain, in_one_line)] == [[], [], []]


def test_prose_in_two_columns_is_no_table(page: Page) -> None:
    left = ["全年粮食产量835亿斤", "比上年增长1.2%，城镇新增", "就业70万人，居民收入增长", "6.5%，经济平稳运行。"]
    right = ["规模以上工业增加值增长", "9.0%，固定资产投资增长4%", "左右，社会消费品零售总额", "突破2.4万亿元。"]
    chinese = page(*((60 + 16 * at, {50: a, 320: b}) for at, (a, b) in enumerate(zip(left, right, strict=True))))
    words = "the board of directors met 12 times in 2023 and approved 3 plans".split()
    english = page(*((60 + 12 * at, {50: " ".join(words[at : at + 8]), 320: " ".join(words[at + 1 : at + 9])}) for at in range(4)))
    assert find_grids(chinese) == find_grids(english) == []


def test_numbered_lists_are_no_table(page: Page) -> None:
    layout = page(*((60 + 16 * at, {50: f"{at + 1}.", 80: f"完成第{at}项任务，投资{at * 7}亿元。"}) for at in range(5)))
    assert find_grids(layout) == []


def test_the_boxes_of_a_chart_are_no_table(page: Page, lattice: Lattice) -> None:
    layout = page(
        (105, {60: "省政府"}),
        (165, {60: "发改委", 260: "财政厅"}),
        rules=(
            *lattice([50, 150], [100, 120]),
            *lattice([50, 150], [160, 180]),
            *lattice([250, 350], [160, 180]),
            Rule(100, 120, 100.5, 160),
            Rule(100, 140, 300, 140.5),
            Rule(300, 140, 300.5, 160),
        ),
    )
    assert find_grids(layout) == []


def test_lines_around_totals_do_not_hide_the_rows(page: Page, texts: Texts, lattice: Lattice) -> None:
    layout = page(
        (85, {300: ">2024", 400: ">2023"}),
        (103, {50: "产品收入", 300: ">55893", 400: ">51386"}),
        (118, {50: "服务收入", 300: ">10715", 400: ">10900"}),
        (133, {50: "合计", 300: ">66608", 400: ">62286"}),
        rules=lattice([45, 240, 320, 420], [100, 130, 145]),
    )
    (grid,) = find_grids(layout)
    assert texts(grid) == [["", "2024", "2023"], ["产品收入", "55893", "51386"], ["服务收入", "10715", "10900"], ["合计", "66608", "62286"]]
