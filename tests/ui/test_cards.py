import dataclasses
import re
from typing import Any

import pytest

from rag.types import Cell, Refusal, Table, TableRow
from ui.cards import Exchange, collection, messages, panel

HOSTILE = (
    "<script>fetch('http://evil.test/1')</script><img src=http://evil.test/2 onerror=alert(1)>\n\n"
    "![图](http://evil.test/3) [链接](javascript:alert(1)) `代码` **粗** $$\\href{http://evil.test/4}{x}$$ </div></mark> & \"引\" '号'"
)


def whole(service: Any, **changes: Any) -> Exchange:
    return Exchange("目标是多少？", dataclasses.replace(service.whole, **changes))


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_each_mark_of_an_answer_points_to_a_card(service: Any) -> None:
    conversation = (whole(service), whole(service))
    marks = [mark for message in messages(conversation, "zh") for mark in re.findall(r'href="#([^"]+)"', message["content"])]
    assert marks == ["q1-c1", "q1-c2", "q1-c1", "q2-c1", "q2-c2", "q2-c1"]
    assert set(marks) == set(re.findall(r'id="([^"]+)"', panel(conversation, "zh")))


def test_a_card_names_report_section_and_page_and_marks_the_quote_in_its_passage(service: Any) -> None:
    paged = dataclasses.replace(service.whole.citations[0], page=3)
    html = panel((whole(service, citations=(paged,)),), "zh")
    assert text_of(html).startswith("1安徽省政府工作报告安徽.docx第 3 页二、主要目标 &gt; （一）工业")
    assert "<blockquote>2026年主要目标如下。<mark>规模以上工业增加值增长6.5%左右。</mark>粮食产量稳定在830亿斤以上。</blockquote>" in html


def test_a_quote_from_a_recognised_page_says_so(service: Any) -> None:
    paged = dataclasses.replace(service.whole.citations[0], page=3, recognised=True)
    assert "第 3 页文字识别二、主要目标" in text_of(panel((whole(service, citations=(paged,)),), "zh"))


def test_the_context_of_a_quote_is_whole_sentences_and_says_that_the_passage_goes_on(service: Any) -> None:
    hit = service.whole.hits[0]
    before, after = "前" * 200 + "。", "后" * 200 + "。"
    text = before + hit.passage.text + after
    long = dataclasses.replace(hit.passage, start=hit.passage.start - len(before), end=hit.passage.end + len(after), text=text)
    html = panel((whole(service, hits=(dataclasses.replace(hit, passage=long),), citations=service.whole.citations[:1]),), "zh")
    assert "<blockquote>…2026年主要目标如下。<mark>" in html
    assert "粮食产量稳定在830亿斤以上。…</blockquote>" in html


def test_a_quote_that_no_passage_holds_stands_alone(service: Any) -> None:
    assert "<blockquote><mark>规模以上工业增加值增长6.5%左右。</mark></blockquote>" in panel((whole(service, hits=()),), "zh")


def test_a_refusal_looks_different_and_its_card_is_only_the_nearest_passage(service: Any) -> None:
    refused = whole(service, sentences=(), citations=service.whole.citations[1:], refusal=Refusal("not_covered", "没有这个内容。"))
    reply = messages((refused,), "zh")[1]["content"]
    assert 'class="reply refusal"' in reply
    assert "未作答" in reply
    assert "资料中最接近的原文" in panel((refused,), "zh")


def test_notices_weak_support_waiting_and_failure_are_shown(service: Any) -> None:
    said = messages((whole(service), Exchange("等"), Exchange("坏", failure="服务出错了。\n请重试。")), "zh")
    assert "模型没有回应，改为摘录原文。" in said[1]["content"]
    assert "依据不足" in said[1]["content"]
    assert "正在查找" in said[3]["content"]
    assert "服务出错了。<br>请重试。" in said[5]["content"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_of_reports_questions_and_models_is_never_markup(service: Any, language: Any) -> None:
    answer = service.whole
    citation = dataclasses.replace(answer.citations[0], quote=HOSTILE, title=HOSTILE, report=HOSTILE, section=(HOSTILE,))
    sentence = dataclasses.replace(answer.sentences[0], text=HOSTILE)
    exchange = Exchange(HOSTILE, dataclasses.replace(answer, citations=(citation,), sentences=(sentence,), notices=(HOSTILE,)))
    refused = Exchange(HOSTILE, dataclasses.replace(answer, refusal=Refusal("not_covered", HOSTILE)))
    pieces = [message["content"] for message in messages((exchange, refused, Exchange("问", failure=HOSTILE)), language)]
    pieces += [panel((exchange, refused), language)]
    for html in pieces:
        tags = set(re.findall(r"<(\w+)", html))
        assert tags <= {"div", "p", "a", "br", "span", "article", "header", "blockquote", "mark", "details", "summary"}
        assert "\n" not in html  # a blank line would end the HTML block, and Markdown would begin
        assert re.findall(r'href="(?!#q\d+-c\d+")', html) == []


def test_the_collection_is_a_table_of_reports(service: Any) -> None:
    html = collection(service.reports(), "zh")
    assert html.count("<tr>") == 3
    assert "安徽省政府工作报告" in html
    assert "资料库里还没有报告" in collection((), "zh")


def test_a_comparison_is_drawn_with_a_mark_and_a_bar_for_every_value(service: Any) -> None:
    rows = (
        TableRow("安徽", (Cell("增长6.5%左右", 1, 6.5, "%"),)),
        TableRow("浙江", (Cell("增长6%<b>", 2, 6.0, "%"), Cell("下降3%", 2, -3.0, "%"))),
        TableRow("广东", ()),
    )
    (_, message) = messages((whole(service, table=Table("规模以上工业增加值", ("2026",), rows)),), "zh")
    html = message["content"]
    assert re.findall(r"width:([\d.]+)%", html) == ["100.0", "92.3", "46.2"]
    assert "增长6%&lt;b&gt;" in html
    assert html.count('class="bar falls"') == 1
    assert text_of(html[html.index("<table") :]).startswith("规模以上工业增加值 · 2026安徽增长6.5%左右[1]浙江")
    assert "未提及" in html


def test_bars_of_different_units_are_not_drawn_to_one_scale(service: Any) -> None:
    rows = (TableRow("安徽", (Cell("1亿元", 1, 1e8, "元"),)), TableRow("浙江", (Cell("增长6%", 2, 6.0, "%"),)))
    (_, message) = messages((whole(service, table=Table("投资", (), rows)),), "zh")
    assert re.findall(r"width:([\d.]+)%", message["content"]) == ["0.0", "0.0"]


def test_years_stand_in_columns_of_one_scale_and_in_the_language_of_the_question(service: Any) -> None:
    rows = (
        TableRow("Anhui", (Cell("增长5%", 1, 5.0, "%", 0), Cell("增长10%", 2, 10.0, "%", 1))),
        TableRow("Zhejiang", (Cell("增长8%", 2, 8.0, "%", 1),)),
    )
    table = Table("GDP", ("2025", "2026"), rows, ("2025", "2026"), "en")
    (_, message) = messages((whole(service, table=table),), "zh")
    html = message["content"][message["content"].index("<table") :]
    assert re.findall(r"width:([\d.]+)%", html) == ["50.0", "100.0", "80.0"]
    assert text_of(html).startswith("GDP20252026Anhui增长5%[1]增长10%[2]Zhejiang")
    assert "not stated" in html
    assert "未提及" not in html
