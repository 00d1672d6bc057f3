"""A quote gets a number only after it was found in the report."""

from dataclasses import replace

import pytest

from documents.load import load_report
from rag.assemble import Service
from rag.cite import CitationList, Quote
from rag.config import Settings
from rag.types import Hit

PAGED = "可再生能源与双碳目标示例报告.pdf"


@pytest.fixture
def hit(service: Service) -> Hit:
    return service.search("安徽规模以上工业增加值", 1)[0]


@pytest.fixture
def citations(service: Service) -> CitationList:
    return CitationList(service.evidence("安徽").generation)


def quote(hit: Hit, text: str) -> Quote:
    start = hit.passage.text.index(text)
    return Quote(hit, start, start + len(text))


def test_a_quote_is_numbered_and_placed_in_the_reports_text(hit: Hit, citations: CitationList, collection: Settings) -> None:
    assert citations.numbers([quote(hit, "新建5G基站2万个。")]) == (1,)
    (citation,) = citations.citations
    report = load_report(collection.data.parent / "reports" / "安徽.txt")
    assert (citation.report, citation.report_id, citation.title) == ("安徽.txt", report.id, report.metadata.title)
    assert report.text[citation.start : citation.end] == citation.quote == "新建5G基站2万个。"
    assert citation.page is None


def test_the_same_span_keeps_its_number(hit: Hit, citations: CitationList) -> None:
    first, second = quote(hit, "制造业投资增长8%以上。"), quote(hit, "新建5G基站2万个。")
    assert citations.numbers([first]) == (1,)
    assert citations.numbers([second, first, second]) == (2, 1)
    assert [citation.number for citation in citations.citations] == [1, 2]


def test_a_quote_that_the_report_does_not_hold_gets_no_number(hit: Hit, citations: CitationList) -> None:
    forged = replace(hit, passage=replace(hit.passage, text=hit.passage.text.replace("6.5%", "9.9%")))
    assert citations.numbers([quote(forged, "增长9.9%左右。")]) == ()
    assert citations.citations == ()


def test_one_false_quote_keeps_the_true_one_beside_it_out_as_well(hit: Hit, citations: CitationList) -> None:
    shifted = replace(hit, passage=replace(hit.passage, start=hit.passage.start + 1))
    assert citations.numbers([quote(hit, "新建5G基站2万个。"), quote(shifted, "新建5G基站2万个。")]) == ()
    assert citations.citations == ()


def test_white_space_is_no_quote(hit: Hit, citations: CitationList) -> None:
    assert citations.numbers([quote(hit, "\n")]) == ()


def test_no_quotes_have_no_numbers(citations: CitationList) -> None:
    assert citations.numbers([]) == ()


def test_a_quote_from_a_paged_report_names_its_page(service: Service, citations: CitationList, collection: Settings) -> None:
    report = load_report(collection.data.parent / "reports" / PAGED)
    assert len(report.pages) > 1
    hits = [hit for hit in service.search("可再生能源 双碳 目标", 50) if hit.entry.source_name == PAGED]
    for hit in hits:
        citations.numbers([Quote(hit, 0, len(hit.passage.text))])
    assert {citation.page for citation in citations.citations} == {page.number for page in report.pages}
    for citation in citations.citations:
        page = report.pages[(citation.page or 0) - 1]
        assert page.start <= citation.start < page.end
