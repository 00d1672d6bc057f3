import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import rag.assemble
from documents.coverage import coverage_of
from documents.types import Page
from index.errors import StoreError
from index.types import IndexSummary, Problem, ReadInPart
from ui import cli
from ui.terminal import Progress

QUESTION = "2026年安徽省规模以上工业增加值增长目标是多少？"
SAMPLES = Path(__file__).parents[2] / "documents" / "samples"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("POLICYQA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, service: Any) -> Any:
    def open_service(settings: Any) -> Any:
        service.settings = settings
        return service

    monkeypatch.setattr(rag.assemble, "open_service", open_service)
    monkeypatch.setattr(rag.assemble, "open_records", lambda _: service.records)
    return service


def summary(**changes: Any) -> IndexSummary:
    fields = {"added": 1, "changed": 0, "unchanged": 2, "removed": 0, "problems": (), "reports": 3, "passages": 44, "generation": 5}
    return IndexSummary(**{**fields, **changes})


def indexing(monkeypatch: pytest.MonkeyPatch, result: IndexSummary) -> list[Any]:
    calls = []

    def index_reports(settings: Any, paths: Any, progress: Callable[[str, int, int], None], *, emptied: bool) -> IndexSummary:
        assert not emptied
        calls.append((settings, list(paths)))
        progress("安徽.docx", 1, 1)
        return result

    monkeypatch.setattr(rag.assemble, "index_reports", index_reports)
    return calls


def test_an_answer_in_the_terminal_has_marks_and_says_where_each_quote_stands(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", QUESTION]) == 0
    assert capsys.readouterr().out == (
        "规模以上工业增加值增长6.5%左右。[1]\n粮食产量稳定在830亿斤以上。[2][1]\n说明：模型没有回应，改为摘录原文。\n\n出处\n"
        "[1] 安徽省政府工作报告 · 安徽.docx · 二、主要目标 > （一）工业\n    规模以上工业增加值增长6.5%左右。\n"
        "[2] 安徽省政府工作报告 · 安徽.docx · 二、主要目标 > （一）工业\n    粮食产量稳定在830亿斤以上。\n"
        "\n回答编号：answer-1\n"
    )


def test_sources_in_the_terminal_are_written_in_the_style_asked_for(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", QUESTION, "--citations", "gbt7714"])
    assert "\n[1] 安徽省政府工作报告[R]. 2026-01-20.\n    规模以上工业增加值增长6.5%左右。\n" in capsys.readouterr().out
    cli.main(["ask", QUESTION, "--citations", "gbt7714", "--json"])
    assert json.loads(capsys.readouterr().out)["citations"][0]["reference"] == "安徽省政府工作报告[R]. 2026-01-20."


def test_json_of_ask_is_the_reply_of_the_http_api(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    from ui.replies import ask_reply

    assert cli.main(["ask", QUESTION, "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out) == ask_reply(opened.whole)
    assert "规模以上工业" in out


@pytest.mark.parametrize("question", ["", "  ", "长" * 2001])
def test_a_question_that_is_empty_or_too_long_is_refused(opened: Any, capsys: pytest.CaptureFixture[str], question: str) -> None:
    assert cli.main(["ask", question]) == 1
    assert capsys.readouterr().err.startswith("问题的长度应为 1 到 2000 个字，现在是 ")
    assert opened.asked == []


def test_a_report_cannot_move_the_cursor_of_the_terminal(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    quote = dataclasses.replace(opened.whole.citations[0], quote="红\x1b[31m字", title="标\x07题")
    opened.whole = dataclasses.replace(opened.whole, citations=(quote,))
    cli.main(["ask", QUESTION])
    assert "\x1b" not in capsys.readouterr().out


def test_a_quote_from_a_recognised_page_says_so(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    quote = dataclasses.replace(opened.whole.citations[0], page=3, recognised=True)
    opened.whole = dataclasses.replace(opened.whole, citations=(quote,))
    cli.main(["ask", QUESTION])
    assert "· 安徽.docx · 第 3 页 · 文字识别 · 二、主要目标" in capsys.readouterr().out


def test_indexing_says_what_went_in_and_names_each_problem_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = indexing(monkeypatch, summary(problems=(Problem("锁.pdf", "encrypted", "It is encrypted."),)))
    assert cli.main(["index", str(tmp_path), str(tmp_path / "没有"), "--data", "d"]) == 0
    told = capsys.readouterr()
    assert told.err == "没有：没有这个文件或文件夹\n锁.pdf：文件有密码：请先去掉密码再读入\n"
    assert told.out == "新增 1，更新 0，未变 2，移除 0，未能读入 2。现有 3 份报告、44 个段落（第 5 代）。\n"
    assert (calls[0][0].data, calls[0][1]) == (Path("d"), [tmp_path])


def test_indexing_as_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    indexing(monkeypatch, summary())
    assert cli.main(["index", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["unchanged"], told["problems"], told["generation"]) == (1, 2, [], 5)


IN_PART = ReadInPart(
    "扫描.pdf",
    coverage_of([Page(number, 0, 0, kind=kind) for number, kind in enumerate(["scanned", "empty", "scanned", "scanned", "garbled"], 1)]),
)


@pytest.mark.parametrize(
    ("mode", "remedy"),
    [
        ("auto", '（安装 ocr 附加包后再次运行 index：pip install "policyqa[ocr]"）'),
        ("off", '（把设置 [reading] ocr 改为 "auto" 后再次运行 index）'),
    ],
)
def test_a_report_read_in_part_is_named_with_its_pages_and_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: str, remedy: str
) -> None:
    indexing(monkeypatch, summary(in_part=(IN_PART,)))
    monkeypatch.setenv("POLICYQA_READING__OCR", mode)
    assert cli.main(["index", str(tmp_path), "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == f"扫描.pdf：第 5 页是乱码，未识别；第 1、3-4 页是扫描件，未识别{remedy}\n"
    (coverage,) = json.loads(told.out)["coverage"]
    assert (coverage["report"], coverage["kinds"]) == ("扫描.pdf", {"empty": 1, "garbled": 1, "scanned": 3})


def test_indexing_fails_when_nothing_could_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Problem("scan.pdf", "no_text", "No text.")
    indexing(monkeypatch, summary(added=0, unchanged=0, problems=(problem,)))
    assert cli.main(["index", str(tmp_path), "--language", "en"]) == 1
    assert capsys.readouterr().err == (
        "scan.pdf: No text.\nNo report was read. Readable are PDF, DOCX, XLSX, PPTX, EPUB, CSV, HTML, Markdown, text and ZIPs of these.\n"
    )
    assert cli.main(["index", str(tmp_path / "没有")]) == 1


def test_reports_are_listed_shown_and_removed(opened: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    removed: list[str] = []
    monkeypatch.setattr(rag.assemble, "remove_reports", lambda _, names: removed.extend(names) or len(names))
    assert cli.main(["reports", "list"]) == 0
    assert capsys.readouterr().out == (
        "文件       标题                类型          地区  日期        段落数\n"
        "安徽.docx  安徽省政府工作报告  政府工作报告  安徽  2026-01-20  12\n"
        "plan.pdf   Energy plan                                         20\n"
        "共 2 份报告。\n"
    )
    assert cli.main(["reports", "show", "bbbbbbbb"]) == 0
    shown = capsys.readouterr().out
    assert "标题：Energy plan\n" in shown
    assert "页面：共 7 页，6 页有文字，其中 0 页由文字识别读入；第 3 页是扫描件，未识别\n" in shown
    assert cli.main(["reports", "remove", "安徽.docx", "bbbbbb"]) == 0
    assert removed == ["a" * 64, "b" * 64]


def test_a_report_that_is_not_there_is_a_sentence(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reports", "remove", "没有.pdf"]) == 1
    assert capsys.readouterr().err == "没有叫“没有.pdf”的报告：policyqa reports list 会列出全部报告。\n"


@pytest.mark.parametrize(
    ("problems", "status", "told"), [([], 0, "数据目录完好。\n"), (["vectors.faiss is damaged"], 1, "vectors.faiss is damaged\n")]
)
def test_check_fails_on_problems(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], problems: list[str], status: int, told: str
) -> None:
    monkeypatch.setattr(rag.assemble, "check_collection", lambda _: problems)
    monkeypatch.setattr(rag.assemble, "protections", lambda _: ("no_network",))
    assert cli.main(["check"]) == status
    assert capsys.readouterr().out == told + "读取文件的进程受限：no_network；时间与内存另有上限。\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "还没有读入报告：请先运行 policyqa index 报告文件夹 --data 数据目录。\n"), ("en", "Run policyqa index first.\n")],
)
def test_asking_before_indexing_says_which_command_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, told: str
) -> None:
    def nothing(settings: Any) -> Any:
        raise StoreError("not_indexed", "Run policyqa index first.")

    monkeypatch.setattr(rag.assemble, "open_service", nothing)
    for command in (["ask", "问"], ["serve", "--port", "0"], ["reports", "list"]):
        assert cli.main([*command, "--language", language]) == 1
        assert capsys.readouterr().err == told


def test_a_store_error_keeps_its_particulars_in_chinese(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def damaged(settings: Any) -> Any:
        raise StoreError("damaged", "vectors.faiss does not match its digest.")

    monkeypatch.setattr(rag.assemble, "check_collection", damaged)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err.endswith("（vectors.faiss does not match its digest.）\n")


def test_a_setting_that_cannot_be_used_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("POLICYQA_WRITER", "poet")
    assert cli.main(["check"]) == 1
    assert "poet" in capsys.readouterr().err


def test_a_disk_that_refuses_is_a_sentence(opened: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    case = {"id": "1", "question": "问", "lang": "zh", "type": "numerical", "answerable": False, "answers": [], "evidence": []}
    (tmp_path / "set.jsonl").write_text(json.dumps(case), encoding="utf-8")
    assert cli.main(["eval", "set.jsonl", "--out", "file/below"]) == 1
    assert capsys.readouterr().err == "磁盘读写失败：请检查剩余空间和权限。 (Not a directory)\n"


def test_a_question_set_that_does_not_exist_is_a_sentence(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", "missing.jsonl"]) == 1
    assert "missing.jsonl" in capsys.readouterr().err


def test_ctrl_c_is_one_line_and_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(settings: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(rag.assemble, "check_collection", stopped)
    assert cli.main(["check"]) == 130
    assert capsys.readouterr().err == "已中断。\n"


@pytest.mark.parametrize("arguments", [[], ["frob"], ["ask"], ["serve", "--port", "99999"], ["index"], ["ask", "问", "--writer", "poet"]])
def test_a_mistake_in_the_command_is_one_line_and_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_options_stand_before_or_after_the_command(opened: Any) -> None:
    for arguments in (["--data", "here", "ask", "问"], ["ask", "问", "--data", "here"]):
        assert cli.main(arguments) == 0
        assert opened.settings.data == Path("here")


def test_the_data_directory_comes_from_the_environment_unless_named(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.main(["ask", "问"])
    assert opened.settings.data == Path("var")
    monkeypatch.setenv("POLICYQA_DATA", "elsewhere")
    cli.main(["ask", "问"])
    assert opened.settings.data == Path("elsewhere")


def test_help_speaks_the_chosen_language(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def help_text(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            cli.main([*arguments, "--help"])
        return capsys.readouterr().out

    assert help_text().startswith("用法：policyqa")
    assert help_text("--language", "en", "ask").startswith("usage: policyqa ask")
    monkeypatch.setenv("POLICYQA_LANGUAGE", "en")
    assert "ask one question" in help_text()


def command(*arguments: str, **options: Any) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **options,
    )  # fmt: skip


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from ui.cli import parser; parser('zh').format_help(); print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert loaded & {"pydantic", "fastapi", "gradio", "torch", "numpy", "faiss", "sentence_transformers", "langchain_core", "tqdm"} == set()


def test_asking_imports_nothing_that_an_answer_does_not_need(reports: Path, tmp_path: Path) -> None:
    assert cli.main(["index", str(reports), "--data", str(tmp_path / "data")]) == 0
    code = "import sys; from ui.cli import main; main(['ask', *sys.argv[1:]]); print(*sys.modules)"
    asking = [sys.executable, "-c", code, QUESTION, "--data", str(tmp_path / "data")]
    loaded = set(subprocess.run(asking, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split())
    assert {"rag.answerer", "index.generations"} <= loaded
    kept_out = {
        "torch",
        "sentence_transformers",
        "langchain_core",
        "langsmith",
        "fastapi",
        "gradio",
        "docx",
        "openpyxl",
        "pptx",
        "trafilatura",
    }
    assert loaded & kept_out == set()


def test_a_busy_port_is_a_sentence_before_anything_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--port", str(port), "--data", "nowhere"]) == 1
    assert capsys.readouterr().err == f"端口 {port} 已被占用：用 --port 换一个，或先停掉占用它的程序。\n"


def test_a_host_that_is_not_ours_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--host", "203.0.113.1", "--port", "0"]) == 1
    assert capsys.readouterr().err.startswith("不能在 203.0.113.1:0 上监听")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped samples, indexed by the real chain."""
    data = tmp_path_factory.mktemp("data")
    process = command("index", str(SAMPLES), "--data", str(data))
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert "份报告" in out
    return data


def test_the_samples_answer_with_a_citation_and_refuse_what_they_do_not_say(indexed: Path) -> None:
    for question, refused in ((QUESTION, False), ("2026年火星移民的补贴标准是什么？", True)):
        process = command("ask", question, "--data", str(indexed), "--json")
        reply = json.loads(process.communicate(timeout=120)[0])
        assert reply["refused"] is refused
        if not refused:
            assert "6.5%左右" in reply["sentences"][0]["text"]
            assert reply["citations"][0]["report"] == "2026年地方工业发展目标示例报告.html"


def test_a_closed_pipe_is_no_traceback(indexed: Path) -> None:
    process = command("reports", "list", "--data", str(indexed))
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == ""
    process.wait(60)


def test_the_server_says_where_it_is_answers_and_ends_cleanly_on_sigterm(indexed: Path) -> None:
    process = command("serve", "--data", str(indexed), "--port", "0")
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("问答页面：http://127.0.0.1:")
    base = line.removeprefix("问答页面：").split("（")[0]
    request = urllib.request.Request(base + "v1/ask", json.dumps({"question": QUESTION}).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        assert "6.5%左右" in json.loads(reply.read())["answer"]
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=15)
    assert (process.returncode, err) == (0, "")
    assert time.monotonic() - started < 10


def test_a_report_is_corrected_on_the_command_line(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reports", "set", "安徽.docx", "issuer=安徽省人民政府", "period=", "edition=无", "region=3401"]) == 0
    assert opened.corrections == [("a" * 64, {"issuer": "安徽省人民政府", "period": None, "edition": "", "region": "安徽", "city": "合肥"})]
    assert capsys.readouterr().out.startswith("已更正（第 7 代）：\n编号：aaaa")


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("issuer", "更正的写法不对（issuer）。"),
        ("ort=合肥", "更正的写法不对（The field 'ort' is unknown: use title, "),
        ("date=昨天", "更正的写法不对（The field 'date' has a value that cannot be used: give a year, month or day such as 2025, "),
    ],
)
def test_a_correction_that_cannot_be_read_says_how_to_write_it(
    opened: Any, capsys: pytest.CaptureFixture[str], assignment: str, told: str
) -> None:
    assert cli.main(["reports", "set", "安徽.docx", assignment]) == 1
    assert capsys.readouterr().err.startswith(told)
    assert opened.corrections == []


def test_a_sidecar_that_cannot_be_used_is_a_line_with_its_field(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Problem("安徽.txt.meta.yaml", "bad_sidecar", "The field 'kindd' is unknown: use title.")
    indexing(monkeypatch, summary(problems=(problem,)))
    assert cli.main(["index", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "安徽.txt.meta.yaml：更正文件有误，未采用（The field 'kindd' is unknown: use title.）\n"


def test_the_bar_names_the_file_and_the_pages_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 100.0, 102.0])
    monkeypatch.setattr("ui.terminal.time", SimpleNamespace(monotonic=lambda: next(clock)))
    with Progress("读取", "zh") as progress:
        progress.step("安徽.pdf", 0, 2)
        assert progress.bar.postfix == "安徽.pdf"
        progress.step("浙江.pdf", 1, 2, 30)
        assert (progress.bar.postfix, progress.bar.total) == ("15 页/秒 浙江.pdf", 2)
