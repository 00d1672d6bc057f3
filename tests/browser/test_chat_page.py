import dataclasses
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from documents.types import Metadata, Passage
from index.records import RecordFile
from index.types import Entry
from rag.config import Settings
from rag.record import Circumstances
from rag.recorder import Recorder
from rag.types import Answer, Citation, Hit, Question, Sentence

pytestmark = pytest.mark.browser

QUESTION = "2026年安徽省规模以上工业增加值增长目标是多少？"
EVIL = (
    "<script>document.title='taken'</script><img src=http://evil.test/1 onerror=\"document.title='taken'\">\n\n"
    "![图](http://evil.test/2) <iframe src=http://evil.test/3></iframe> [x](javascript:alert(1)) "
    "@children {{value}} ${document.title='taken'}"
)


class Watched:
    """A page together with every request it made and every error it reported."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def open(self, query: str = "") -> Any:
        self.page.goto(self.address + query)
        self.page.wait_for_selector("#head h1")
        return self.page

    def ask(self, question: str) -> None:
        done = self.page.locator("#chat .reply").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.page.wait_for_function(f"document.querySelectorAll('#chat .reply:not(.waiting)').length > {done}")
        self.page.wait_for_timeout(300)

    def elsewhere(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]


@pytest.fixture
def watch(browser: Any) -> Iterator[Callable[[str], Watched]]:
    contexts = []

    def start(address: str) -> Watched:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="zh-CN")
        contexts.append(context)
        return Watched(context.new_page(), address)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def address(serve: Any, samples: Any) -> str:
    return serve(samples)


def test_a_question_gets_marked_sentences_and_a_card_for_each_mark(address: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(address)
    page = watched.open()
    assert page.inner_text("#head h1") == "政策报告问答"
    watched.ask(QUESTION)
    assert "6.5%左右" in page.inner_text("#chat .reply p >> nth=0")
    assert page.inner_text("#chat a.cite >> nth=0") == "[1]"
    card = page.locator("#q1-c1")
    assert "2026年地方工业发展目标（示例报告）" in card.inner_text()
    assert "2026年地方工业发展目标示例报告.html" in card.inner_text()
    assert "二、部分省份的量化目标" in card.inner_text()
    assert "6.5%左右" in card.locator("mark").inner_text()
    watched.ask("到2035年森林蓄积量要达到多少？")
    assert "第 1 页" in page.inner_text("#q2-c1")
    assert watched.elsewhere() == []
    assert watched.errors == []


def test_a_mark_of_an_earlier_answer_still_opens_its_card(address: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(address)
    page = watched.open()
    watched.ask(QUESTION)
    watched.ask("男职工的法定退休年龄最终延迟到多少岁？")
    assert not page.locator("#q1-c1").is_visible()
    page.click("#chat a.cite[href='#q1-c1']")
    page.wait_for_selector("#q1-c1", state="visible")


def test_an_answer_is_exported_by_the_links_below_it(address: str, watch: Callable[[str], Watched], tmp_path: Path) -> None:
    watched = watch(address)
    page = watched.open()
    watched.ask(QUESTION)
    links = page.locator("#chat a.export")
    assert [links.nth(place).inner_text() for place in range(links.count())] == ["Word 文件", "Markdown 文件", "网页"]
    for place, end in enumerate(("docx", "md", "html")):
        with page.expect_download() as begun:
            links.nth(place).click()
        file = tmp_path / begun.value.suggested_filename
        begun.value.save_as(file)
        assert file.suffix == f".{end}"
    assert "6.5%左右" in "\n".join(paragraph.text for paragraph in docx.Document(str(next(tmp_path.glob("*.docx")))).paragraphs)
    assert "6.5%左右" in next(tmp_path.glob("*.md")).read_text(encoding="utf-8")
    assert page.inner_text("#head h1") == "政策报告问答"  # the page has stayed
    assert watched.errors == []


def test_a_refusal_is_shown_as_one(address: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(address)
    page = watched.open()
    watched.ask("2026年火星移民的补贴标准是什么？")
    assert page.inner_text("#chat .refusal .label") == "未作答"


def test_english_by_switch_and_by_address(address: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(address)
    page = watched.open()
    watched.ask(QUESTION)
    page.get_by_text("English", exact=True).click()
    page.wait_for_function("document.querySelector('#head h1').innerText === 'Ask the policy reports'")
    assert page.inner_text("#send") == "Ask"
    assert "6.5%左右" in page.inner_text("#chat .reply p >> nth=0")  # the conversation stays
    page = watched.open("?lang=en")
    page.wait_for_function("document.querySelector('#send').innerText === 'Ask'")
    assert "Reports in the collection (9)" in page.inner_text("#collection")
    page.click("#examples button >> nth=0")
    page.wait_for_selector("#chat a.cite")
    assert "30 September 2024" in page.inner_text("#chat .reply")


def test_a_new_chat_forgets_the_old_one(address: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(address)
    page = watched.open()
    watched.ask(QUESTION)
    page.click("#new")
    page.wait_for_function("document.querySelectorAll('#chat .reply').length === 0")
    assert page.locator(".card").count() == 0


def test_narrow_screens_stack_the_cards_below_the_chat(address: str, watch: Callable[[str], Watched]) -> None:
    watched = watch(address)
    watched.page.set_viewport_size({"width": 420, "height": 900})
    page = watched.open()
    watched.ask(QUESTION)
    chat, card = page.locator("#chat").bounding_box(), page.locator("#q1-c1").bounding_box()
    assert card["y"] > chat["y"] + chat["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


class HostileService:
    """Every text of its reports and answers tries to be more than text."""

    settings = Settings()
    generation = 1
    passage = Passage("c" * 64, 0, len(EVIL), EVIL, section=(EVIL,))
    entry = Entry(1, "c" * 64, EVIL, Metadata(EVIL, "zh", region=EVIL, date=EVIL), 10, 0, 1)

    def __init__(self, data: Path) -> None:
        self.records = Recorder(RecordFile(data / "answers.sqlite", 10, 10**6), Circumstances())

    def stream(self, question: Question) -> Iterator[Answer]:
        citation = Citation(1, "c" * 64, EVIL, EVIL, None, (EVIL,), EVIL, 0, len(EVIL))
        hits = (Hit(self.passage, self.entry, 1.0, 1, 1),)
        whole = Answer(
            "1", question.text, (Sentence(EVIL, (1,), "quoted"),), (citation,), None, hits, "extractive", 1, "0", notices=(EVIL,)
        )  # fmt: skip
        yield dataclasses.replace(whole, final=False)
        self.records.keep(question, whole)
        yield whole

    def reports(self) -> list[Entry]:
        return [self.entry]


def test_hostile_text_is_only_text(serve: Any, watch: Callable[[str], Watched], tmp_path: Path) -> None:
    watched = watch(serve(HostileService(tmp_path)))
    page = watched.open()
    watched.ask(EVIL.replace("\n", " "))
    watched.ask("再问一次")
    page.click("#collection button")
    page.get_by_text("English", exact=True).click()
    page.wait_for_timeout(500)
    assert watched.elsewhere() == []
    assert watched.errors == []
    assert page.title() != "taken"
    assert page.locator("#chat img, #sources img, #collection img, #sources iframe, #chat iframe, #chat .reply script").count() == 0
    for place in ("#chat .question >> nth=0", "#chat .reply >> nth=0", "#q2-c1", "#collection"):
        shown = page.inner_text(place)
        for piece in (
            "<script>",
            "<img src=http://evil.test/1",
            "![图](http://evil.test/2)",
            "@children {{value}} ${document.title='taken'}",
        ):
            assert piece in shown, place


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/upload",
        "gradio_api/file=/etc/passwd",
        "gradio_api/proxy=http://evil.test",
        "monitoring",
        "gradio_api/info",
        "gradio_api/call/ask",
    ],
)
def test_what_the_page_does_not_need_has_no_door(address: str, path: str) -> None:
    for data in (None, b"{}"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address + path, data))
        assert refused.value.code == 404
        assert b'"not_found"' in refused.value.read()
