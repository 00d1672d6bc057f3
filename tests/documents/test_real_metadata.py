"""What real documents say of themselves, as a reader found it: fields that are not named here are not said."""

import gzip
import json
from functools import lru_cache
from pathlib import Path

import pytest

from documents.load import load_bytes, load_report
from documents.types import Metadata

# The day in January 2025 on which each province's work report was given.
WORK_REPORTS = {
    "上海市": 15, "北京市": 14, "天津市": 14, "广东省": 15, "海南省": 14, "湖北省": 16, "甘肃省": 20, "辽宁省": 16, "陕西省": 16,
    "青海省": 19, "黑龙江省": 13,
}  # fmt: skip
FILES: dict[str, dict[str, str]] = {
    "docx/2025年宁夏政府工作报告.docx": {
        "kind": "work_report", "region": "宁夏", "region_code": "64", "issuer": "宁夏回族自治区人民政府",
        "date": "2025-01-19", "period": "2025",
    },
    "pdf/2024年北京市政府工作报告.pdf": {
        "kind": "work_report", "region": "北京", "region_code": "11", "issuer": "北京市人民政府", "period": "2024",
    },
    "pdf/ADOBE_2022_10K.pdf": {"kind": "annual_report", "issuer": "ADOBE INC.", "date": "2023-01-17", "period": "2022"},
    "pdf/BESTBUY_2023_10K.pdf": {"kind": "annual_report", "issuer": "BEST BUY CO., INC.", "date": "2023-03-17", "period": "2023"},
    "pdf/BESTBUY_2024Q2_10Q.pdf": {"kind": "quarterly_report", "issuer": "BEST BUY CO., INC.", "date": "2023-09-01", "period": "2023"},
    "pdf/BOEING_2022_10K.pdf": {"kind": "annual_report", "issuer": "THE BOEING COMPANY", "date": "2023-01-27", "period": "2022"},
    "pdf/JOHNSON_JOHNSON_2023_8K_dated-2023-08-30.pdf": {
        "kind": "current_report", "issuer": "Johnson & Johnson", "date": "2023-08-30", "period": "2023",
    },
    "pdf/MGMRESORTS_2022Q4_EARNINGS.pdf": {
        "kind": "news", "issuer": "MGM Resorts International", "date": "2023-02-08", "period": "2022",
    },
    "pdf/UK-Covid-19-Inquiry-Module-1-Government-Response.pdf": {
        "kind": "reply", "issuer": "UK Government", "document_number": "CP1240", "date": "2025-01-16",
    },
    "pdf/UK-Covid-19-Inquiry-Module-1-Report.pdf": {
        "kind": "report", "issuer": "UK Covid-19 Inquiry", "document_number": "HC 18", "date": "2024-07",
    },
    "reports/2026年地方工业发展蓝图.txt": {"kind": "news", "period": "2026"},
}  # fmt: skip
DOCUMENTS: dict[str, dict[str, str]] = {
    "policy_corpus gwr-cn-2023": {
        "kind": "work_report", "region": "全国", "issuer": "国务院", "date": "2023-03-05", "period": "2023",
    },
    "policy_corpus pol-d11435de": {
        "kind": "opinion", "region": "全国", "issuer": "国家发展改革委、国家数据局、财政部、自然资源部", "date": "2024-05-14",
    },
    "policy_corpus pol-09ed40ad": {"kind": "notice", "region": "全国", "issuer": "商务部"},
    "policy_corpus pol-6541ca0c": {
        "kind": "notice", "region": "全国", "issuer": "交通运输部科技司", "document_number": "科技发展函〔2021〕182号", "period": "2021",
    },
    "policy_corpus pol-bf689c7a": {"kind": "reply", "region": "全国", "issuer": "民政部", "document_number": "民函〔2021〕742号"},
    "policy_corpus pol-b586035e": {"kind": "opinion", "region": "全国", "issuer": "文化和旅游部", "date": "2020-11-18"},
    "policy_corpus pol-9cfa1b16": {"kind": "news"},
    "policy_corpus pol-ec3e74e3": {"kind": "measures", "region": "山东", "city": "青岛", "region_code": "3702"},
    "policy_corpus sg-budget-1960": {"kind": "budget", "date": "1959-11-25"},
    "policy_corpus reg-99295120": {"kind": "measures", "region": "全国", "issuer": "国务院"},
    "ncp_policy ncp:54b8259f5218": {
        "kind": "measures", "region": "重庆", "region_code": "50", "issuer": "重庆市人民政府办公厅",
        "document_number": "渝府办发〔2020〕15号",
    },
    "ncp_policy ncp:5b51da23aa32": {
        "kind": "announcement", "region": "安徽", "city": "宿州", "region_code": "3413", "date": "2020-02-09",
        "issuer": "宿州市中级人民法院、宿州市人民检察院、宿州市公安局、宿州市司法局",
    },
    "ncp_policy ncp:a89a1fb2526b": {
        "kind": "notice", "region": "天津", "region_code": "12", "issuer": "天津市财政局", "document_number": "津财防控〔2020〕9号",
        "date": "2020-02-08",
    },
    "ncp_policy ncp:0bd2a637d6be": {
        "kind": "opinion", "region": "全国", "issuer": "国家税务总局", "document_number": "税总发〔2020〕11号", "date": "2020-02-27",
        "period": "2020",
    },
    "ncp_policy ncp:ea1902fc9720": {
        "kind": "notice", "region": "甘肃", "region_code": "62", "document_number": "甘医保发〔2020〕14号", "date": "2020-02-07",
        "issuer": "甘肃省医疗保障局、甘肃省财政厅、国家税务总局甘肃省税务局",
    },
    "ncp_policy ncp:236a9e351b59": {"kind": "news", "region": "全国"},
    "ncp_policy ncp:72d6be24cd1c": {
        "kind": "announcement", "region": "福建", "city": "莆田", "region_code": "3503", "date": "2020-02-09",
        "issuer": "莆田市应对新型冠状病毒感染肺炎疫情工作指挥部",
    },
    "ncp_policy ncp:d45ef930a1a4": {
        "kind": "guide", "region": "浙江", "region_code": "33", "issuer": "浙江省新型冠状病毒感染的肺炎疫情防控工作领导小组办公室",
    },
    "ncp_policy ncp:c845370e5ab8": {
        "kind": "measures", "region": "北京", "region_code": "11", "issuer": "北京市顺义区人民政府办公室",
        "document_number": "顺政办发〔2020〕3号",
    },
    "ncp_policy ncp:c749226391e7": {
        "kind": "notice", "region": "北京", "region_code": "11", "issuer": "北京市市场监督管理局", "date": "2020-02-01",
    },
}  # fmt: skip


def said(metadata: Metadata) -> dict[str, str]:
    fields = ("kind", "region", "city", "region_code", "issuer", "document_number", "date", "period", "edition")
    return {field: value for field in fields if (value := getattr(metadata, field))}


@lru_cache(maxsize=2)
def documents(path: Path) -> dict[str, dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {document["id"]: document for document in map(json.loads, lines)}


def is_chinese(title: str) -> bool:
    return any("一" <= character <= "鿿" for character in title)


@pytest.mark.parametrize("name", WORK_REPORTS)
def test_a_province_s_work_report_names_its_government_and_its_day(shared_data: Path, name: str) -> None:
    found = load_report(shared_data / "docx" / f"2025年{name}政府工作报告.docx").metadata
    assert (found.kind, found.issuer, found.region, found.period) == ("work_report", f"{name}人民政府", name[:-1], "2025")
    assert found.date == f"2025-01-{WORK_REPORTS[name]}"


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_says_this_of_itself(shared_data: Path, name: str) -> None:
    assert said(load_report(shared_data / name).metadata) == FILES[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_real_document_says_this_of_itself(shared_data: Path, name: str) -> None:
    """Its file is named after its title where that is Chinese, as files of such pages are."""
    folder, key = name.split(" ")
    (path,) = (shared_data / folder).glob("[cd]o*.jsonl.gz")
    document = documents(path)[key]
    file_name = document["title"] if is_chinese(document["title"]) else key
    assert said(load_bytes(document["text"].encode(), f"{file_name.replace('/', '_')}.txt").metadata) == DOCUMENTS[name]
