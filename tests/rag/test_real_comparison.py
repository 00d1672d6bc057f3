"""The comparison that a reader of the real survey of provinces asks for, through the whole service."""

from pathlib import Path

import pytest

from rag.assemble import Service, index_reports, open_service
from rag.config import Settings
from rag.types import Answer, Question

TARGETS = {"安徽": "6.5%左右", "浙江": "6%左右", "吉林": "6%左右"}


@pytest.fixture(scope="module")
def service(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Service:
    settings = Settings(data=tmp_path_factory.mktemp("survey") / "data")
    assert index_reports(settings, [shared_data / "reports"], lambda *_: None).reports == 1
    return open_service(settings)


def told(answer: Answer) -> dict[str, list[tuple[str, str]]]:
    """What is told of each region, with the quote of its citation."""
    assert answer.table is not None
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return {row.label: [(cell.text, quotes[cell.citation]) for cell in row.cells] for row in answer.table.rows}


@pytest.mark.parametrize("question", ["2026年规模以上工业增加值增长目标", "各省2026年规模以上工业增加值增速目标对比"])
def test_the_targets_for_industry_stand_side_by_side_each_with_its_source(service: Service, question: str) -> None:
    answer = service.answer(Question(question))
    found = told(answer)
    assert {region for region, cells in found.items() if cells} == set(TARGETS)
    for region, target in TARGETS.items():
        ((text, quote),) = found[region]
        assert f"规模以上工业增加值增长{target}" in text
        assert text.replace("，", ",") in quote
        assert region in quote


def test_a_province_that_states_no_figure_is_said_to_state_none(service: Service) -> None:
    answer = service.answer(Question("2026年规模以上工业增加值增长目标"))
    assert told(answer)["广东"] == []
    assert any(notice.startswith("未提及：") and "广东" in notice for notice in answer.notices)
