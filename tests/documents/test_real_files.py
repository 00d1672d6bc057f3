"""Over real reports that are not shipped with the project."""

from pathlib import Path

import pytest

from documents.chunk import passages
from documents.load import load_report

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(path for folder in ("docx", "pdf", "reports") for path in (DATA / folder).glob("*") if path.name != "README.md")

pytestmark = pytest.mark.skipif(not FILES, reason="the collection of real reports is not beside this repository")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:20])
def test_every_real_report_loads_and_its_passages_cover_it(path: Path) -> None:
    report = load_report(path)
    found = passages(report)
    assert "".join("".join(passage.text.split()) for passage in found) == "".join(report.text.split())
    if report.pages:
        assert (report.pages[0].start, report.pages[-1].end) == (0, len(report.text))
        assert all(passage.pages for passage in found)


def test_the_beijing_work_report_says_where_and_when_it_is_from() -> None:
    metadata = load_report(DATA / "pdf" / "2024年北京市政府工作报告.pdf").metadata
    assert (metadata.title, metadata.region, metadata.period) == ("2024年北京市政府工作报告", "北京", "2024")
    assert metadata.issuer == "北京市人民政府"


def test_the_twelve_work_reports_know_their_province_and_year() -> None:
    found = [load_report(path).metadata for path in FILES if path.suffix == ".docx"]
    assert {metadata.region for metadata in found} == {*"上海 北京 天津 宁夏 广东 海南 湖北 甘肃 辽宁 陕西 青海 黑龙江".split()}
    assert all(metadata.period == "2025" and metadata.date and metadata.date.startswith("2025-01-") for metadata in found)


def test_sentences_of_a_pdf_are_whole_again() -> None:
    text = load_report(DATA / "pdf" / "2024年北京市政府工作报告.pdf").text
    assert "全市地区生产总值增长 5.2%、约 4.4 万亿元" in text
    assert "为推动新时代首都发展进一步指明了前进方向" in text
