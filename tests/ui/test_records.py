"""Answers that were given, on the command line and over HTTP."""

import dataclasses
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

import rag.assemble
from documents.types import Language
from index.types import Filters
from rag.replay import CircumstanceKind, DifferenceKind, StandingKind
from rag.types import Question, Refusal, Turn
from ui import cli
from ui.api import create_app
from ui.cards import messages
from ui.conversation import converse
from ui.exports.formats import MEDIA_TYPES
from ui.replies import ask_reply
from ui.words import say

QUESTION = "2026年安徽省规模以上工业增加值增长目标是多少？"


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, service: Any) -> Any:
    for name in [name for name in os.environ if name.startswith("POLICYQA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rag.assemble, "open_service", lambda _: service)
    monkeypatch.setattr(rag.assemble, "open_records", lambda _: service.records)
    return service


@pytest.fixture
def client(service: Any) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def test_an_answer_is_listed_shown_and_removed(service: Any, capsys: pytest.CaptureFixture[str]) -> None:
    service.answer(Question(QUESTION, (Turn("之前？", "之前的回答。"),), Filters(region="安徽", year=2026)))
    assert cli.main(["answers", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[0].startswith("answer-1  20")
    assert listed[0].endswith(f"  {QUESTION}")
    assert listed[1] == "共 1 条。"
    assert cli.main(["answers", "show", "answer-1"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{QUESTION}\n之前的问答：之前？ → 之前的回答。\n限定：region=安徽\n限定：year=2026\n\n规模以上工业")
    assert "资料库的代次：7\n设置：0123456789ab\n组织回答：extractive\n程序版本：0.1.0\n" in shown
    assert cli.main(["answers", "remove", "answer-1"]) == 0
    assert capsys.readouterr().out == "已删除 1 条回答的记录。\n"
    assert cli.main(["answers", "show", "answer-1"]) == 1
    assert capsys.readouterr().err == "没有编号为“answer-1”的回答：policyqa answers list 会列出保存的回答。\n"


def test_a_refusal_is_listed_as_one(service: Any, capsys: pytest.CaptureFixture[str]) -> None:
    service.whole = dataclasses.replace(service.whole, sentences=(), refusal=Refusal("not_covered", "资料中没有。"))
    service.answer(Question("火星？"))
    cli.main(["answers", "list"])
    assert "[未作答] 火星？\n" in capsys.readouterr().out


def test_removing_needs_ids_or_all_and_not_both(service: Any, capsys: pytest.CaptureFixture[str]) -> None:
    service.answer(Question(QUESTION))
    assert cli.main(["answers", "remove"]) == 1
    assert cli.main(["answers", "remove", "answer-1", "--all"]) == 1
    assert cli.main(["answers", "remove", "answer-2"]) == 1
    assert len(service.records.newest(9)) == 1
    capsys.readouterr()
    assert cli.main(["answers", "remove", "--all", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"removed": 1}
    assert service.records.newest(9) == []


def test_the_same_answer_is_replayed_with_exit_code_0(service: Any, capsys: pytest.CaptureFixture[str]) -> None:
    service.answer(Question(QUESTION))
    assert cli.main(["replay", "answer-1"]) == 0
    first, *quotes = capsys.readouterr().out.splitlines()
    assert first.startswith("与 20")
    assert first.endswith("的回答相同。")
    assert quotes == ["[1] 安徽.docx: 引文仍在原处", "[2] 安徽.docx: 引文仍在原处"]


def test_another_answer_is_replayed_with_exit_code_1_and_how_it_differs(service: Any, capsys: pytest.CaptureFixture[str]) -> None:
    service.answer(Question(QUESTION))
    service.gone = True
    service.whole = dataclasses.replace(service.whole, sentences=(), citations=(), refusal=Refusal("not_covered", "没有\x1b[31m。"))
    assert cli.main(["replay", "answer-1"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "设置：0123456789ab → changed",
        "现在拒答：没有[31m。",
        "少了一句：规模以上工业增加值增长6.5%左右。",
        "少了一句：粮食产量稳定在830亿斤以上。",
        "[1] 安徽.docx: 资料库里已没有这份报告",
        "[2] 安徽.docx: 资料库里已没有这份报告",
    ]
    assert cli.main(["replay", "answer-1", "--language", "en"]) == 1
    assert "Refused now: " in capsys.readouterr().out


def test_what_is_not_kept_can_be_neither_shown_nor_replayed(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["replay", "none"], ["answers", "show", "none"]):
        assert cli.main(command) == 1
        assert capsys.readouterr().err.startswith("没有编号为“none”的回答")


def test_json_of_the_commands_is_the_reply_of_the_http_api(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.post("/v1/ask", json={"question": QUESTION})
    assert cli.main(["answers", "show", "answer-1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == client.get("/v1/answers/answer-1").json()
    assert cli.main(["replay", "answer-1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == client.post("/v1/answers/answer-1/replay").json()


def test_the_api_gives_an_answer_with_how_it_came_about(client: TestClient, service: Any) -> None:
    client.post("/v1/ask", json={"question": QUESTION, "filters": {"region": "安徽"}, "stream": True})
    record = client.get("/v1/answers/answer-1").json()
    told = {name: record[name] for name in ask_reply(service.whole)}
    assert told == ask_reply(service.whole)
    assert (record["filters"], record["history"], record["software"]) == ({"region": "安徽"}, [], "0.1.0")
    assert record["hits"][0] == {
        "passage_id": "aaaaaaaaaaaaaaaa-100-145",
        "report_id": "a" * 64,
        "report": "安徽.docx",
        "score": 0.91,
        "ranks": {"keyword": 1, "dense": 2},
    }


def test_the_api_replays_an_answer(client: TestClient, service: Any) -> None:
    client.post("/v1/ask", json={"question": QUESTION})
    reply = client.post("/v1/answers/answer-1/replay").json()
    assert (reply["id"], reply["same"], reply["changes"], reply["differences"]) == ("answer-1", True, [], [])
    assert [(quote["number"], quote["standing"]) for quote in reply["quotes"]] == [(1, "stands"), (2, "stands")]
    assert reply["answer"] == ask_reply(service.whole)


def test_an_answer_that_is_not_kept_has_its_own_error(client: TestClient) -> None:
    for reply in (client.get("/v1/answers/none"), client.post("/v1/answers/none/replay")):
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "unknown_answer")
        assert "none" in reply.json()["error"]["message"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_a_replay_can_say_has_words(language: Language) -> None:
    for name, kinds in (("circumstance", CircumstanceKind), ("difference", DifferenceKind), ("quote", StandingKind)):
        assert all(say(language, f"{name}_{kind}") for kind in get_args(kinds))


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_an_answer_is_exported_from_its_record_or_while_it_is_given(
    form: str, tmp_path: Path, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, later = tmp_path / f"现在.{form}", tmp_path / f"之后.{form}"
    assert cli.main(["ask", QUESTION, "--export", str(asked), "--citations", "gbt7714"]) == 0
    assert cli.main(["export", "answer-1", str(later), "--citations", "gbt7714"]) == 0
    assert f"已导出：{later}\n" in capsys.readouterr().out
    reply = client.get("/v1/answers/answer-1/export", params={"format": form, "citations": "gbt7714"})
    assert (reply.status_code, reply.headers["content-disposition"]) == (200, f'attachment; filename="policyqa-answer-1.{form}"')
    assert reply.headers["content-type"] == MEDIA_TYPES[form]
    if form != "docx":  # its packing holds the time
        assert asked.read_bytes() == later.read_bytes() == reply.content
        assert "安徽省政府工作报告[R]" in reply.text.replace("\\", "")
    assert not list(tmp_path.glob("*.tmp"))


def test_a_file_of_an_unknown_kind_is_refused_before_anything_is_asked(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["ask", QUESTION, "--export", "回答.pdf"], ["export", "answer-1", "回答"]):
        assert cli.main(command) == 1
        assert "文件名请以 .docx、.md 或 .html 结尾" in capsys.readouterr().err
    assert opened.asked == []


def test_a_folder_that_does_not_exist_is_a_sentence_behind_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", QUESTION, "--export", str(tmp_path / "没有" / "回答.md")]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("规模以上工业增加值增长6.5%左右。[1]")
    assert told.err.startswith("磁盘读写失败")


def test_an_export_speaks_the_language_asked_for(client: TestClient) -> None:
    client.post("/v1/ask", json={"question": QUESTION})
    text = client.get("/v1/answers/answer-1/export", params={"format": "md", "language": "en"}).text
    assert "## Sources" in text


@pytest.mark.parametrize("parameters", [{"format": "pdf"}, {"citations": "x"}, {"language": "fr"}])
def test_an_export_that_cannot_be_says_so(client: TestClient, parameters: dict[str, str]) -> None:
    client.post("/v1/ask", json={"question": QUESTION})
    reply = client.get("/v1/answers/answer-1/export", params=parameters)
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "invalid_field")
    assert client.get("/v1/answers/none/export").json()["error"]["code"] == "unknown_answer"


def test_a_kept_answer_has_links_to_its_files_in_the_chat(service: Any) -> None:
    *_, grown = converse(service, (), QUESTION, "zh")
    reply = messages(grown, "zh")[1]["content"]
    assert [link.split("format=")[1] for link in re.findall(r'href="(v1/answers/answer-1/export[^"]*)"', reply)] == ["docx", "md", "html"]
    service.records.keeps = False
    *_, grown = converse(service, (), QUESTION, "zh")
    assert "export" not in messages(grown, "zh")[1]["content"]
