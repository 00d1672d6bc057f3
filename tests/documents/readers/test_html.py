from documents.readers.html import read

PAGE = """<html><head><title>关于促进就业的通知_某政府网站</title></head><body>
<nav><a href="/">首页</a><a href="/n">新闻</a></nav>
<div class="content"><h1>关于促进就业的通知</h1>
<p>各区人民政府：</p>
<h2>一、总体要求</h2>
<p>坚持就业优先。2025年新增
就业50万人，各区要认真落实，确保完成。</p>
没有段落的文字。
<ul><li>补贴标准1000元</li><li>期限三年</li></ul>
<table><tr><th>地区</th><th>目标</th></tr><tr><td>安徽</td><td>6.5%</td></tr></table>
</div><footer>版权所有</footer></body></html>"""


def parts(source: str, encoding: str = "utf-8") -> list[tuple[str, str, int]]:
    return [(part.kind, part.text, part.level) for part in read(source.encode(encoding)).parts]


def test_a_page_becomes_its_blocks_without_menu_and_foot() -> None:
    assert parts(PAGE) == [
        ("heading", "关于促进就业的通知", 1),
        ("paragraph", "各区人民政府：", 0),
        ("heading", "一、总体要求", 2),
        ("paragraph", "坚持就业优先。2025年新增就业50万人，各区要认真落实，确保完成。", 0),
        ("paragraph", "没有段落的文字。", 0),
        ("item", "补贴标准1000元", 0),
        ("item", "期限三年", 0),
        ("table", "| 地区 | 目标 |\n| --- | --- |\n| 安徽 | 6.5% |", 0),
    ]


def test_the_title_comes_without_the_site() -> None:
    assert read(PAGE.encode()).title == "关于促进就业的通知"


def test_a_declared_encoding_is_followed() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>朱镕基总理出席会议。</p></body></html>'
    assert parts(page, "gb18030") == [("paragraph", "朱镕基总理出席会议。", 0)]


def test_a_table_that_lays_out_the_page_is_read_as_text() -> None:
    page = "<table><tr><td><p>第一段。</p><p>第二段。</p></td></tr></table>"
    assert parts(f"<html><body>{page}</body></html>") == [("paragraph", "第一段。", 0), ("paragraph", "第二段。", 0)]


def test_line_breaks_part_lines_and_empty_ones_part_paragraphs() -> None:
    assert parts("<body><p>甲<br>乙<br><br>丙</p></body>") == [("paragraph", "甲\n乙", 0), ("paragraph", "丙", 0)]


def test_a_head_over_columns_stands_above_each_and_a_label_over_rows_in_each() -> None:
    head, body = "<tr><td colspan=2>指标</td><td>值</td></tr>", "<tr><td rowspan=2>甲</td><td>乙</td><td>丙</td></tr><tr><td>丁</td></tr>"
    rows = ["| 指标 | 指标 | 值 |", "| --- | --- | --- |", "| 甲 | 乙 | 丙 |", "| 甲 | 丁 |  |"]
    assert parts(f"<body><table>{head}{body}</table></body>") == [("table", "\n".join(rows), 0)]


def test_cells_keep_their_words_together() -> None:
    head, body = (
        "<tr><td>指<b>标</b></td><td>面积<br>（万<i>亩</i>）</td></tr>",
        "<tr><td><p>甲</p><p>乙</p></td><td>6<span>.5</span></td></tr>",
    )
    assert parts(f"<body><table>{head}{body}</table></body>") == [("table", "| 指标 | 面积（万亩） |\n| --- | --- |\n| 甲 乙 | 6.5 |", 0)]


def test_raised_figures_stay_apart_from_those_before_them() -> None:
    assert parts("<body><p>增长5.8%<sup>1</sup>，森林4.2×10<sup>6</sup>公顷<sup>[2]</sup>。</p></body>") == [
        ("paragraph", "增长5.8%¹，森林4.2×10⁶公顷[2]。", 0)
    ]


def test_what_is_not_shown_is_not_read() -> None:
    page = '<body><p>正文。</p><p style="display: none">密文。</p><div hidden>密文。</div></body>'
    assert parts(page) == [("paragraph", "正文。", 0)]


def test_scripts_and_comments_leave_no_words() -> None:
    assert parts("<body><script>var a='无';</script><!-- 注释 --><p>正文。</p></body>") == [("paragraph", "正文。", 0)]


def test_broken_markup_still_gives_its_words() -> None:
    assert [text for _, text, _ in parts("<p>第一段<b>重点<p>第二段</div>")] == ["第一段重点", "第二段"]


def test_a_title_above_the_content_stays_with_its_date() -> None:
    prose = "<p>各地要坚持就业优先，落实落细各项政策，确保完成全年目标任务。各部门要加强协调，压实责任，按时报送进展情况。</p>" * 6
    above = "<div class='menu'><a>首页</a></div><h1>就业通知</h1><div class='info'>发布日期：2025-03-02</div>"
    page = f"<html><body>{above}<div id='content'>{prose}</div></body></html>"
    texts = [text for _, text, _ in parts(page)]
    assert "就业通知" in texts
    assert "发布日期：2025-03-02" in texts


def test_a_page_inside_a_form_is_read() -> None:
    assert parts("<body><form><p>正文。</p></form></body>") == [("paragraph", "正文。", 0)]
