import dataclasses
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index.errors import StoreError
from index.types import Filters
from rag.types import Refusal, Sentence, Turn, Usage
from ui.api import create_app
from ui.errors import STATUS
from ui.stream import events

QUESTION = "2026年安徽省规模以上工业增加值增长目标是多少？"


@pytest.fixture
def client(service: Any) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client


def refused(service: Any) -> None:
    refusal = Refusal("not_covered", "资料中没有火星移民的内容。")
    service.whole = dataclasses.replace(service.whole, sentences=(), citations=service.whole.citations[1:], refusal=refusal, notices=())


def streamed(client: TestClient, body: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    reply = client.post("/v1/ask", json={**body, "stream": True})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    pieces = [piece.split("\n") for piece in reply.text.rstrip("\n").split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in pieces]


def test_an_answer_has_the_shape_of_the_contract(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    assert reply.json() == {
        "id": "answer-1",
        "question": QUESTION,
        "answer": "规模以上工业增加值增长6.5%左右。[1]\n粮食产量稳定在830亿斤以上。[2][1]",
        "refused": False,
        "reason": None,
        "sentences": [
            {"text": "规模以上工业增加值增长6.5%左右。", "citations": [1], "support": "quoted"},
            {"text": "粮食产量稳定在830亿斤以上。", "citations": [2, 1], "support": "weak"},
        ],
        "citations": [
            {
                "number": 1,
                "report_id": "a" * 64,
                "report": "安徽.docx",
                "title": "安徽省政府工作报告",
                "page": None,
                "section": "二、主要目标 > （一）工业",
                "quote": "规模以上工业增加值增长6.5%左右。",
                "start": 112,
                "end": 130,
                "recognised": False,
                "reference": "《安徽省政府工作报告》，2026-01-20，“（一）工业”",
            },
            {
                "number": 2,
                "report_id": "a" * 64,
                "report": "安徽.docx",
                "title": "安徽省政府工作报告",
                "page": None,
                "section": "二、主要目标 > （一）工业",
                "quote": "粮食产量稳定在830亿斤以上。",
                "start": 130,
                "end": 145,
                "recognised": False,
                "reference": "《安徽省政府工作报告》，2026-01-20，“（一）工业”",
            },
        ],
        "notices": ["模型没有回应，改为摘录原文。"],
        "table": None,
        "generation": 7,
        "writer": "extractive",
        "writer_version": "",
        "settings": "0123456789ab",
        "usage": None,
        "timings": {"find": 0.0123},
    }


def test_what_a_model_used_is_told(client: TestClient, service: Any) -> None:
    usage = Usage(2, 900, 40, 0.0013, estimated=True)
    service.whole = dataclasses.replace(service.whole, usage=usage, writer_version="3f2a11c0")
    reply = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert reply["usage"] == {"requests": 2, "prompt_tokens": 900, "completion_tokens": 40, "cost": 0.0013, "estimated": True}
    assert reply["writer_version"] == "3f2a11c0"


def test_chinese_leaves_the_server_unescaped(client: TestClient) -> None:
    assert "规模以上工业".encode() in client.post("/v1/ask", json={"question": QUESTION}).content


def test_a_refusal_has_no_sentences_but_its_message_and_the_nearest_passage(client: TestClient, service: Any) -> None:
    refused(service)
    reply = client.post("/v1/ask", json={"question": "2026年火星移民的补贴标准是什么？"}).json()
    assert (reply["refused"], reply["reason"], reply["sentences"]) == (True, "not_covered", [])
    assert reply["answer"] == "资料中没有火星移民的内容。"
    assert [citation["number"] for citation in reply["citations"]] == [2]


def test_history_and_filters_reach_the_chain(client: TestClient, service: Any) -> None:
    history = [{"question": "工业目标？", "answer": "6.5%左右"}]
    body = {"question": "那粮食呢？", "history": history, "filters": {"region": "安徽", "year": 2026}}
    assert client.post("/v1/ask", json=body).status_code == 200
    assert service.asked[0].history == (Turn("工业目标？", "6.5%左右"),)
    assert service.asked[0].filters == Filters(region="安徽", year=2026)


def test_white_space_around_a_question_is_cut(client: TestClient, service: Any) -> None:
    client.post("/v1/ask", json={"question": "  工业目标？\n"})
    assert service.asked[0].text == "工业目标？"


def test_each_streamed_citation_comes_before_the_sentence_that_uses_it(client: TestClient) -> None:
    events = streamed(client, {"question": QUESTION})
    assert [name for name, _ in events] == ["citation", "sentence", "citation", "sentence", "done"]
    assert [data.get("number", data.get("index")) for _, data in events[:4]] == [1, 0, 2, 1]


def test_the_last_streamed_event_is_the_whole_answer(client: TestClient) -> None:
    assert streamed(client, {"question": QUESTION})[-1] == ("done", client.post("/v1/ask", json={"question": QUESTION}).json())


def test_a_streamed_refusal_gives_its_nearest_passage_and_no_sentence(client: TestClient, service: Any) -> None:
    refused(service)
    events = streamed(client, {"question": "火星？"})
    assert [name for name, _ in events] == ["citation", "done"]
    assert events[-1][1]["refused"] is True


def test_an_answer_that_is_begun_anew_is_streamed_from_its_first_sentence(service: Any) -> None:
    whole = service.whole
    begun = dataclasses.replace(whole, sentences=(Sentence("模型写的一句。", (1,), "supported"),), final=False)
    blocks = b"".join(events(iter([begun, whole]))).decode().split("\n\n")
    told = [json.loads(block.split("data: ", 1)[1]) for block in blocks if block.startswith("event: sentence")]
    expected = [(0, "模型写的一句。"), *enumerate(sentence.text for sentence in whole.sentences)]
    assert [(sentence["index"], sentence["text"]) for sentence in told] == expected


def test_a_failure_in_the_middle_of_a_stream_is_its_only_end(client: TestClient, service: Any) -> None:
    service.failure = RuntimeError("secret /var/inside")
    events = streamed(client, {"question": QUESTION})
    assert [name for name, _ in events] == ["citation", "sentence", "error"]
    assert events[-1][1]["error"]["code"] == "internal"
    assert "secret" not in json.dumps(events)


def test_a_stream_that_never_becomes_final_ends_with_an_error(client: TestClient, service: Any) -> None:
    service.whole = dataclasses.replace(service.whole, final=False)
    assert streamed(client, {"question": QUESTION})[-1][0] == "error"


@pytest.mark.parametrize("stream", [False, True])
def test_references_are_written_in_the_style_asked_for(client: TestClient, stream: bool) -> None:
    body = {"question": QUESTION, "citations": "gbt7714"}
    replies = streamed(client, body) if stream else [("done", client.post("/v1/ask", json=body).json())]
    citations = [data for name, data in replies if name == "citation"] + replies[-1][1]["citations"]
    assert {citation["reference"] for citation in citations} == {"安徽省政府工作报告[R]. 2026-01-20."}
    assert client.post("/v1/ask", json={**body, "citations": "mla"}).json()["error"]["code"] == "invalid_field"


def test_search_gives_hits_with_the_rank_in_each_search(client: TestClient) -> None:
    hits = client.post("/v1/search", json={"query": "工业增加值"}).json()["hits"]
    assert hits[0]["passage_id"] == "aaaaaaaaaaaaaaaa-100-145"
    assert (hits[0]["report"], hits[0]["page"], hits[0]["section"]) == ("安徽.docx", None, "二、主要目标 > （一）工业")
    assert (hits[0]["score"], hits[0]["ranks"]) == (0.91, {"keyword": 1, "dense": 2})
    assert [hit["head"] for hit in hits[:2]] == ["", "| 指标 | 2025年 |"]
    assert (hits[1]["page"], hits[1]["ranks"]) == (3, {"keyword": None, "dense": 1})


@pytest.mark.parametrize(("body", "count"), [({}, 10), ({"k": 1}, 1), ({"k": 200}, 200)])
def test_k_is_ten_unless_said(client: TestClient, service: Any, body: dict[str, int], count: int) -> None:
    assert client.post("/v1/search", json={"query": "工业", **body}).status_code == 200
    assert service.searched[0][1] == count


def test_reports_are_listed_with_what_they_say_of_themselves(client: TestClient) -> None:
    reply = client.get("/v1/reports").json()
    assert [report["report"] for report in reply["reports"]] == ["安徽.docx", "plan.pdf"]
    assert (reply["reports"][0]["region"], reply["reports"][1]["pages"]) == ("安徽", 7)
    assert (reply["reports"][0]["coverage"], reply["reports"][1]["coverage"]["read"]) == (None, 6)
    assert reply["reports"][1]["coverage"]["missing"] == [{"reason": "not_recognised", "kind": "scanned", "pages": [3]}]


def test_health_and_readiness_differ_when_the_store_fails(client: TestClient, service: Any) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "generation": 7, "reports": 2}
    service.failure = StoreError("damaged", "vectors.faiss does not match its digest.")
    assert client.get("/healthz").status_code == 200
    assert (client.get("/readyz").status_code, client.get("/readyz").json()["error"]["code"]) == (503, "damaged")


LONG = "长" * 2001
BAD = [
    ("ask", {"question": ""}, 422, "question_length"),
    ("ask", {"question": " \n\t"}, 422, "question_length"),
    ("ask", {"question": LONG}, 422, "question_length"),
    ("search", {"query": LONG}, 422, "question_length"),
    ("ask", {}, 422, "invalid_field"),
    ("ask", {"question": 5}, 422, "invalid_field"),
    ("ask", {"question": "\ud800"}, 422, "invalid_field"),
    ("ask", {"question": "问", "surprise": 1}, 422, "unknown_field"),
    ("ask", {"question": "问", "filters": {"province": "安徽"}}, 422, "unknown_filter"),
    ("search", {"query": "问", "filters": {"province": "安徽"}}, 422, "unknown_filter"),
    ("ask", {"question": "问", "filters": {"year": "明年"}}, 422, "invalid_filter"),
    ("ask", {"question": "问", "filters": {"year": 10**30}}, 422, "invalid_filter"),
    ("ask", {"question": "问", "filters": {"region": ""}}, 422, "invalid_filter"),
    ("ask", {"question": "问", "filters": []}, 422, "invalid_field"),
    ("search", {"query": "问", "k": 0}, 422, "k_out_of_range"),
    ("search", {"query": "问", "k": 201}, 422, "k_out_of_range"),
    ("search", {"query": "问", "k": "10"}, 422, "k_out_of_range"),
    ("search", {"query": "问", "k": True}, 422, "k_out_of_range"),
    ("search", {"query": "问", "k": 1e9}, 422, "k_out_of_range"),
    ("ask", {"question": "问", "history": [{"question": "一", "answer": "二"}] * 51}, 422, "history_too_long"),
    ("ask", {"question": "问", "history": [{"question": "一", "answer": "二" * 20_001}]}, 422, "history_too_long"),
    ("ask", {"question": "问", "history": [{"question": "一"}]}, 422, "invalid_field"),
    ("ask", {"question": "问", "history": [{"question": "一", "answer": "二", "role": "system"}]}, 422, "unknown_field"),
    ("ask", {"question": "问", "collection": "secret"}, 404, "unknown_collection"),
    ("ask", [], 422, "bad_json"),
    ("ask", "问", 422, "bad_json"),
]


@pytest.mark.parametrize(("route", "body", "status", "code"), BAD)
def test_bad_bodies_get_their_code(client: TestClient, route: str, body: Any, status: int, code: str) -> None:
    reply = client.post(f"/v1/{route}", content=json.dumps(body).encode(), headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
    assert set(reply.json()["error"]) == {"code", "message", "hint"}
    assert all(reply.json()["error"].values())


def test_a_question_of_2000_characters_is_answered(client: TestClient) -> None:
    assert client.post("/v1/ask", json={"question": "长" * 2000}).status_code == 200


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"question": "\xe5"}'])
@pytest.mark.parametrize("route", ["ask", "search"])
def test_what_is_not_json_is_said_to_be_not_json(client: TestClient, content: bytes, route: str) -> None:
    reply = client.post(f"/v1/{route}", content=content, headers={"content-type": "application/json"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_json")


def test_json_sent_as_something_else_is_refused(client: TestClient) -> None:
    reply = client.post("/v1/ask", content='{"question": "问"}'.encode(), headers={"content-type": "text/plain"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "bad_json")


def test_addresses_and_methods_that_do_not_exist(client: TestClient) -> None:
    assert (client.get("/v1/nothing").status_code, client.get("/v1/nothing").json()["error"]["code"]) == (404, "not_found")
    reply = client.get("/v1/ask")
    assert (reply.status_code, reply.json()["error"]["code"], reply.headers["allow"]) == (405, "method_not_allowed", "POST")


def test_a_body_over_a_megabyte_is_refused_with_and_without_its_length(client: TestClient) -> None:
    pieces = (b" " * 100_000 for _ in range(11))
    for content in (b" " * 1_000_001, pieces):
        reply = client.post("/v1/ask", content=content, headers={"content-type": "application/json"})
        assert (reply.status_code, reply.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize("code", ["not_indexed", "damaged", "busy", "storage_error"])
def test_a_store_that_fails_is_503_with_the_code_and_no_inside(client: TestClient, service: Any, code: Any) -> None:
    service.failure = StoreError(code, "secret detail")
    for reply in (client.post("/v1/ask", json={"question": "问"}), client.get("/v1/reports")):
        assert (reply.status_code, reply.json()["error"]["code"]) == (503, code)
        assert "secret" not in reply.text


def test_an_unforeseen_failure_has_a_number_that_stands_in_the_log(
    client: TestClient, service: Any, caplog: pytest.LogCaptureFixture
) -> None:
    service.failure = KeyError("/secret/path")
    with caplog.at_level(logging.ERROR, "policyqa"):
        reply = client.post("/v1/ask", json={"question": "问"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (500, "internal")
    assert "secret" not in reply.text
    logged = next(record for record in caplog.records if record.name == "policyqa")
    assert logged.args
    assert str(logged.args[0]) in reply.json()["error"]["hint"]


def test_every_code_has_a_status_and_words_in_both_languages() -> None:
    from ui.words import WORDS

    for code in STATUS:
        for words in WORDS.values():
            assert words[f"error_{code}"]
            assert words[f"hint_{code}"]


def test_messages_are_english_when_the_settings_say_so(service: Any) -> None:
    service.settings = service.settings.model_copy(update={"language": "en"})
    with TestClient(create_app(service)) as client:
        message = client.post("/v1/ask", json={"question": ""}).json()["error"]["message"]
    assert message == "A question has 1 to 2000 characters, this one has 0."


def test_the_documentation_page_lists_every_route_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page


@pytest.mark.parametrize("path", ["/v1/reports", "/v1/nothing", "/healthz", "/docs"])
def test_every_reply_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_a_collection_name_that_is_no_text_is_refused_and_no_failure(client: TestClient) -> None:
    reply = client.post("/v1/ask", content=b'{"question": "a", "collection": "\\ud800"}', headers={"Content-Type": "application/json"})
    assert reply.status_code in (404, 422)
    assert reply.json()["error"]["code"] == "unknown_collection"


def test_one_report_is_shown_with_its_metadata_and_how_much_of_it_was_read(client: TestClient) -> None:
    reply = client.get(f"/v1/reports/{'b' * 64}").json()
    assert (reply["title"], reply["period"], reply["kind"], reply["corrected"]) == ("Energy plan", "2026", None, [])
    assert (reply["coverage"], reply["generation"]) == (
        {
            "kinds": {"scanned": 1, "text": 6},
            "read": 6,
            "recognised": 0,
            "missing": [{"reason": "not_recognised", "kind": "scanned", "pages": [3]}],
        },
        7,
    )
    assert client.get(f"/v1/reports/{'a' * 64}").json()["region_code"] == "34"


def test_a_correction_reaches_the_collection_and_answers_with_the_report(client: TestClient, service: Any) -> None:
    body = {"region": "合肥市", "date": "2026-01-21", "issuer": None, "edition": "", "status": "repealed"}
    reply = client.patch(f"/v1/reports/{'a' * 64}", json=body)
    assert (reply.status_code, reply.json()["report"]) == (200, "安徽.docx")
    assert service.corrections == [
        ("a" * 64, {"region": "安徽", "city": "合肥", "date": "2026-01-21", "issuer": None, "edition": "", "status": "repealed"})
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kindd": "plan"}, "unknown_field"),
        ({"kind": "roman"}, "invalid_field"),
        ({"date": "2026-02-30"}, "invalid_field"),
        ({"period": "2025-2021"}, "invalid_field"),
        ({"region": "乌有省"}, "invalid_field"),
        ({"city": "安徽"}, "invalid_field"),
        ({"title": ""}, "invalid_field"),
        ({"status": 3}, "invalid_field"),
        ([], "bad_json"),
    ],
)
def test_a_correction_that_does_not_fit_names_its_field(client: TestClient, service: Any, body: Any, code: str) -> None:
    reply = client.patch(f"/v1/reports/{'a' * 64}", json=body)
    assert (reply.status_code, reply.json()["error"]["code"], service.corrections) == (422, code, [])
    assert isinstance(body, list) or f"“{next(iter(body))}”" in reply.json()["error"]["message"]


def test_an_unknown_report_can_be_neither_shown_nor_corrected(client: TestClient) -> None:
    for reply in (client.get("/v1/reports/none"), client.patch("/v1/reports/none", json={"date": "2026"})):
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "unknown_report")


@pytest.mark.parametrize("code", ["storage_error", "busy"])
def test_a_correction_that_cannot_be_written_says_so(client: TestClient, service: Any, code: Any) -> None:
    service.failure = StoreError(code, "not now")
    reply = client.patch(f"/v1/reports/{'a' * 64}", json={"date": "2026"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, code)


def test_kind_and_status_are_filters(client: TestClient, service: Any) -> None:
    assert client.post("/v1/search", json={"query": "工业", "filters": {"kind": "plan", "status": "in_force"}}).status_code == 200
    assert service.searched[-1][2] == Filters(kind="plan", status="in_force")
    reply = client.post("/v1/search", json={"query": "工业", "filters": {"kind": "roman"}})
    assert reply.json()["error"]["code"] == "invalid_filter"
