"""Figures of the collection, looked up over HTTP and on the command line."""

import csv
import io
import json
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from rag.assemble import Service, index_reports, open_service
from rag.config import Settings
from rag.indicators import Told, Wanted
from ui import cli
from ui.api import create_app
from ui.indicators import as_csv

REPORTS = {
    "安徽.txt": "2025年安徽省政府工作报告\n\n2025年1月15日\n\n今年主要预期目标是：地区生产总值增长5.5%以上，城镇新增就业70万人左右。",
    "浙江.txt": "2025年浙江省政府工作报告\n\n2025年1月14日\n\n2024年，地区生产总值突破9万亿元。今年预期目标是：地区生产总值增长5.5%左右。",
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("indicators")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(data=folder / "data")
    index_reports(settings, [folder], lambda *_: None)
    return settings


@pytest.fixture(scope="module")
def indexed(settings: Settings) -> Service:
    return open_service(settings)


@pytest.fixture
def client(indexed: Service) -> TestClient:
    return TestClient(create_app(indexed))


def test_an_indicator_is_found_under_any_of_its_names_with_its_sentence(client: TestClient) -> None:
    found = client.get("/v1/indicators", params={"indicator": "GDP", "year": 2025}).json()["indicators"]
    assert [(row["region"], row["value"], row["unit"], row["qualifier"], row["standing"]) for row in found] == [
        ("安徽", "5.5", "%", "at_least", "target"),
        ("浙江", "5.5", "%", "about", "target"),
    ]
    for row in found:
        assert row["text"] in row["quote"]
        assert row["quote"] in REPORTS[row["report"]]


def test_region_and_year_narrow_the_list(client: TestClient) -> None:
    found = client.get("/v1/indicators", params={"region": "Zhejiang", "year": 2024}).json()["indicators"]
    assert [(row["indicator"], row["value"], row["qualifier"]) for row in found] == [("地区生产总值", "9000000000000", "over")]


def test_what_is_not_told_is_an_empty_list(client: TestClient) -> None:
    assert client.get("/v1/indicators", params={"indicator": "粮食产量"}).json()["indicators"] == []


@pytest.mark.parametrize(
    ("params", "code", "named"),
    [
        ({"year": "abc"}, "bad_year", "abc"),
        ({"year": "20"}, "bad_year", "20"),
        ({"indicator": "火星移民人数"}, "unknown_indicator", "火星移民人数"),
        ({"region": "安微省省"}, "unknown_region", "安微省省"),
    ],
)
def test_a_value_that_means_nothing_is_named_with_the_remedy(client: TestClient, params: dict[str, str], code: str, named: str) -> None:
    reply = client.get("/v1/indicators", params=params)
    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (422, code)
    assert named in error["message"]
    assert error["hint"]


@pytest.mark.parametrize("params", [{"limit": 0}, {"indicator": ""}])
def test_a_misfit_is_told_by_its_code(client: TestClient, params: dict[str, object]) -> None:
    reply = client.get("/v1/indicators", params=params)
    assert reply.status_code == 422
    assert reply.json()["error"]["code"]


@pytest.mark.parametrize("params", [{"region": "新疆"}, {"region": "3401"}, {"region": "合肥市"}, {"year": "1999"}, {"indicator": "CPI"}])
def test_what_the_collection_does_not_hold_is_no_mistake(client: TestClient, params: dict[str, str]) -> None:
    reply = client.get("/v1/indicators", params=params)
    assert (reply.status_code, reply.json()["indicators"]) == (200, [])


def test_a_mistyped_name_is_answered_with_names_like_it(client: TestClient) -> None:
    error = client.get("/v1/indicators", params={"indicator": "城镇新争就业"}).json()["error"]
    assert "城镇新增就业" in error["hint"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "没有“火星”这个地区。用省、市的名称或代码"), ("en", "There is no region '火星'. Use the Chinese name or the code")],
)
def test_the_command_line_says_which_value_is_wrong(
    settings: Settings, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert cli.main(["--language", language, "indicators", "--region", "火星", "--data", str(settings.data)]) == 1
    assert said in capsys.readouterr().err


def test_the_command_line_gives_a_table_that_spreadsheets_read(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["indicators", "--indicator", "地区生产总值", "--csv", "--data", str(settings.data)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert {(row["region"], row["text"]) for row in rows} == {("安徽", "5.5%以上"), ("浙江", "9万亿元"), ("浙江", "5.5%左右")}


def test_the_command_line_gives_json(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["indicators", "--region", "安徽", "--json", "--data", str(settings.data)]) == 0
    assert [row["indicator"] for row in json.loads(capsys.readouterr().out)["indicators"]] == ["地区生产总值", "城镇新增就业"]


def test_the_command_line_shows_a_comparison_of_indicators_in_columns(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "安徽和浙江2025年GDP和城镇新增就业目标对比", "--data", str(settings.data)]) == 0
    out = capsys.readouterr().out
    assert "安徽  地区生产总值增长5.5%以上[1]  城镇新增就业70万人左右[1]" in out
    assert "浙江  地区生产总值增长5.5%左右[2]  未提及" in out


def test_a_table_of_the_api_names_its_columns(client: TestClient) -> None:
    table = client.post("/v1/ask", json={"question": "安徽和浙江2025年GDP和城镇新增就业目标对比"}).json()["table"]
    assert table["columns"] == ["地区生产总值", "城镇新增就业"]
    assert [[cell["column"] for cell in row["cells"]] for row in table["rows"]] == [[0, 1], [0]]
    assert {cell["standing"] for row in table["rows"] for cell in row["cells"]} == {"target"}


def test_no_cell_is_run_as_a_formula(indexed: Service) -> None:
    (told, *_) = indexed.indicators(Wanted("GDP"))
    hostile = Told(replace(told.entry, source_name="=cmd|'/c calc'!A1.txt"), told.indicator, told.text, told.quote, told.page)
    assert "'=cmd" in as_csv([hostile])
