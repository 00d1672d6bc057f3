"""Rows of tables told so that they stand alone. Every told figure stands in the quotes, and every figure of the row is told."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from documents.numbers import figures_in
from rag.assemble import Service, index_reports, open_service
from rag.check import missing_figures
from rag.config import Settings
from rag.rows import LONGEST_TOLD, ToldRow, told_row
from rag.sentence_features import FEATURES
from rag.sentences import Scored
from rag.types import Hit, Question

HEADED = (
    ("地区", "2024年地区生产总值", "2024年增速（%）", "2025年目标"),
    ("安徽", "50625", "5.8", "5.5%左右"),
    ("浙江", "90131", "5.5", "5.5%左右"),
)
ANHUI = "安徽：2024年地区生产总值 50625；2024年增速（%） 5.8；2025年目标 5.5%左右（表1 各省主要指标，单位：亿元）"


@pytest.fixture(scope="module")
def hit(service: Service) -> Hit:
    return service.search("安徽", 1)[0]


@pytest.fixture(scope="module")
def tell(hit: Hit) -> Callable[..., ToldRow | None]:
    """Tells the line of a passage that holds some words."""

    def told(text: str, words: str, question: str = "", language: str = "zh") -> ToldRow | None:
        metadata = replace(hit.entry.metadata, language=language)
        held = replace(hit, passage=replace(hit.passage, text=text, head=""), entry=replace(hit.entry, metadata=metadata))
        start = text.rindex("\n", 0, text.index(words)) + 1
        end = text.find("\n", start)
        return told_row(Scored(held, start, end if end >= 0 else len(text), (0.0,) * len(FEATURES), 1.0), question)

    return told


def drawn(*rows: tuple[str, ...], above: str = "表1 各省主要指标\n\n单位：亿元") -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"{above}\n", lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def test_a_row_says_its_label_each_head_the_caption_and_the_unit(tell: Callable[..., ToldRow]) -> None:
    row = tell(drawn(*HEADED), "| 安徽")
    assert row.text == ANHUI
    head, own = (quote.text for quote in row.quotes)
    assert head == "表1 各省主要指标\n\n单位：亿元\n\n| 地区 | 2024年地区生产总值 | 2024年增速（%） | 2025年目标 |"
    assert own == "| 安徽 | 50625 | 5.8 | 5.5%左右 |"


def test_every_figure_of_the_row_is_told_and_none_besides(tell: Callable[..., ToldRow]) -> None:
    row = tell(drawn(*HEADED), "| 浙江")
    assert missing_figures(row.text, [quote.text for quote in row.quotes]) == []
    assert [cell for cell in HEADED[2] if cell not in row.text] == []


def test_heads_of_several_levels_are_said_in_one(tell: Callable[..., ToldRow]) -> None:
    row = tell(drawn(("产业", "2024年 / 总量", "2024年 / 增速"), ("工业", "1020", "-3.1%"), above="前文。"), "| 工业")
    assert row.text == "工业：2024年总量 1020；2024年增速 -3.1%"


def test_a_serial_number_does_not_name_the_row(tell: Callable[..., ToldRow]) -> None:
    row = tell(drawn(("序号", "项目名称", "总投资"), ("3", "合新高铁", "120亿元"), above="前文。"), "| 3")
    assert row.text == "合新高铁：序号 3；总投资 120亿元"


def test_a_row_of_figures_alone_has_no_label(tell: Callable[..., ToldRow]) -> None:
    assert tell(drawn(("年龄", "人数"), ("35", "120"), above="前文。"), "| 35").text == "年龄 35；人数 120"


def test_blank_cells_are_passed_over_and_cells_without_a_head_stand_alone(tell: Callable[..., ToldRow]) -> None:
    row = tell(drawn(("指标", "2024年", ""), ("粮食产量", "", "创新高"), above="前文。"), "| 粮食")
    assert row.text == "粮食产量：创新高"


def test_a_row_says_the_group_in_which_it_stands_up_to_its_total(tell: Callable[..., ToldRow]) -> None:
    rows = (("项目", "2024年"), ("流动资产：", ""), ("货币资金", "10"), ("流动资产合计", "30"), ("合计", "30"), ("固定资产", "70"))
    text = drawn(*rows, above="前文。")
    row = tell(text, "| 货币资金")
    assert row.text == "流动资产，货币资金：2024年 10"
    assert [quote.text for quote in row.quotes] == ["| 项目 | 2024年 |", "流动资产：", "| 货币资金 | 10 |"]
    assert tell(text, "| 固定资产").text == "固定资产：2024年 70"
    assert tell(text, "| 流动资产： |").text == "项目 流动资产："


def test_a_table_without_a_head_is_told_without_bars(tell: Callable[..., ToldRow]) -> None:
    assert tell("前文。\n\n|  |  |\n| --- | --- |\n| 联系电话 | 12345 |", "| 联系").text == "联系电话：12345"
    assert tell("前文。\n\n| 联系电话 | 12345 |\n| 邮编 | 230001 |", "| 邮编").text == "邮编：230001"


def test_a_year_before_a_negative_figure_makes_no_date(tell: Callable[..., ToldRow]) -> None:
    row = tell(drawn(("指标", "2023", "2024"), ("进口", "1.2", "-5.2"), above="前文。"), "| 进口")
    assert row.text == "进口：2023：1.2；2024：-5.2"
    assert [str(figure.value) for figure in figures_in(row.text)] == ["2023", "1.2", "2024", "-5.2"]


def test_a_head_that_reads_like_a_qualifier_does_not_qualify_the_figure(tell: Callable[..., ToldRow]) -> None:
    assert tell(drawn(("城市", "最高", "最低"), ("合肥", "38℃", "-3℃"), above="前文。"), "| 合肥").text == "合肥：最高：38℃；最低：-3℃"


def test_of_a_wide_row_the_columns_that_the_question_names_come_first(tell: Callable[..., ToldRow]) -> None:
    years = [str(year) for year in range(1960, 2025)]
    rows = (("地区", *(f"{year}年" for year in years)), ("安徽", *(f"{year}.5" for year in range(100, 165))))
    row = tell(drawn(*rows, above="前文。"), "| 安徽", "安徽2023年粮食产量是多少？")
    assert row.text.startswith("安徽：2023年 163.5；1960年 100.5；1961年 101.5；")
    assert row.text.endswith("；…")
    assert len(row.text) <= LONGEST_TOLD * 1.5
    assert missing_figures(row.text, [quote.text for quote in row.quotes]) == []


def test_an_english_row_is_told_in_english_marks(tell: Callable[..., ToldRow]) -> None:
    text = drawn(("", "2022", "2021"), ("Total revenue", "$17,606", "$15,785"), above="Results of operations\n\n(in millions)")
    row = tell(text, "| Total revenue", language="en")
    assert row.text == "Total revenue: 2022 $17,606; 2021 $15,785 (Results of operations, in millions)"


def test_a_sentence_in_a_long_cell_is_told_under_its_head(hit: Hit) -> None:
    long = "加快补齐短板。" * 50 + "新建改建农村公路3000公里。"
    text = f"前文。\n\n| 任务 | 内容 |\n| --- | --- |\n| 交通 | {long} |"
    start = text.index("新建改建")
    held = replace(hit, passage=replace(hit.passage, text=text, head=""))
    row = told_row(Scored(held, start, text.rindex("。") + 1, (0.0,) * len(FEATURES), 1.0), "")
    assert row is not None
    assert row.text == "交通：内容 新建改建农村公路3000公里。"
    assert [quote.text for quote in row.quotes] == ["| 任务 | 内容 |", "交通", "新建改建农村公路3000公里。"]


def test_prose_is_no_row(tell: Callable[..., ToldRow | None]) -> None:
    assert tell("前文。\n全省粮食产量806亿斤。", "全省") is None


def word() -> bytes:
    document = Document()
    document.add_paragraph("各省经济运行情况通报")
    document.add_paragraph("2024年各省经济平稳运行，主要指标见下表。")
    document.add_paragraph("表1 各省主要指标")
    document.add_paragraph("单位：亿元")
    table = document.add_table(0, len(HEADED[0]))
    for row in HEADED:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book = Workbook()
    for row in (("表1 各省主要指标",), (None, None, None, "单位：亿元"), *HEADED):
        book.active.append([float(cell) if isinstance(cell, str) and cell.replace(".", "").isdigit() else cell for cell in row])
    book.active.title = "各省"
    book.active.merge_cells("A1:D1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in HEADED)
    body = f"<h1>各省经济运行情况通报</h1><p>2024年各省经济平稳运行。</p><p>表1 各省主要指标</p><p>单位：亿元</p><table>{rows}</table>"
    return f"<html><head><meta charset=utf-8><title>通报</title></head><body>{body}</body></html>".encode()


def printed() -> bytes:
    """The same table as a PDF page, with its rules drawn."""
    lines = [(50, 60, "各省经济运行情况通报"), (50, 84, "2024年各省经济平稳运行，主要指标见下表。"), (50, 108, "表1 各省主要指标")]
    lines += [(400, 130, "单位：亿元")]
    lines += [(55 + 120 * at, 155 + 20 * down, cell) for down, row in enumerate(HEADED) for at, cell in enumerate(row)]
    shown = "\n".join(f"1 0 0 1 {x} {842 - y} Tm <{text.encode('utf-16-be').hex()}> Tj" for x, y, text in lines)
    rules = [f"50 {842 - 141 - 20 * n} m 530 {842 - 141 - 20 * n} l S" for n in range(4)]
    rules += [f"{50 + 120 * n} {842 - 141} m {50 + 120 * n} {842 - 201} l S" for n in range(5)]
    content = "\n".join(["BT /F1 10 Tf", shown, "ET", *rules]).encode("ascii")
    ordering = b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo %s >>" % ordering,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    out.write(b"trailer\n<< /Size 7 /Root 1 0 R >>\n%%EOF\n")
    return out.getvalue()


@pytest.mark.parametrize(("name", "make"), [("通报.docx", word), ("通报.xlsx", sheet), ("通报.html", page), ("通报.pdf", printed)])
def test_a_question_is_answered_with_a_told_row_in_every_format(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(make())
    settings = Settings(data=tmp_path / "data", workers=0)
    index_reports(settings, [tmp_path / name], lambda *_: None)
    answer = open_service(settings).answer(Question("安徽的2024年增速是多少？"))
    told = [sentence for sentence in answer.sentences if sentence.text == ANHUI]
    assert [sentence.support for sentence in told] == ["supported"], answer.text
    quotes = [citation.quote for citation in answer.citations if citation.number in told[0].citations]
    assert "| 安徽 | 50625 | 5.8 | 5.5%左右 |" in quotes
    assert missing_figures(told[0].text, quotes) == []


STORES = (
    "Stores at the end of the quarter\n\n| Segment | Stores | Area |\n|---|---|---|\n| Canada | 128 | 3.3 |\n| United States | 925 | 38 |\n"
)


def test_a_place_that_no_row_names_is_not_answered_with_the_row_of_another(tmp_path: Path) -> None:
    (tmp_path / "Store report.md").write_text(f"# Store report 2024\n\n{STORES}", encoding="utf-8")
    index_reports(Settings(data=tmp_path / "data", workers=0), [tmp_path / "Store report.md"], lambda *_: None)
    service = open_service(Settings(data=tmp_path / "data", workers=0))
    canada = service.answer(Question("How many stores were there in Canada at the end of the quarter?"))
    mexico = service.answer(Question("How many stores were there in Mexico at the end of the quarter?"))
    assert "128" in canada.text
    assert mexico.refusal is not None
