"""What kind of document it is, by the words of its title, else by what it calls itself in its first and last paragraphs."""

import re
from collections.abc import Mapping, Sequence

from documents.text import is_han
from documents.types import ReportKind

# The end of a Chinese title says the kind; earlier rows win, so 政府工作报告 is no other report and 答记者问 no notice.
_CHINESE: Mapping[ReportKind, str] = {
    "interpretation": r"解读|答记者问|问答|图解|一图读懂|问题解答|说明$",
    "work_report": r"政府工作(?:的)?报告",
    "budget": r"(?:预算|决算)[^，。]{0,20}(?:报告|草案|公开|说明|方案)?$",
    "statistics": r"统计公报|统计年鉴|统计数据|普查公报|主要数据|经济运行情况$",
    "white_paper": r"白皮书",
    "notice": r"(?:通知|通报|提示)$",
    "reply": r"(?:复函|答复|批复|回复|函)$",
    "opinion": r"意见$",
    "announcement": r"(?:公告|通告|公示|倡议书?|一封信)$",
    "decision": r"(?:决定|决议|令)$",
    "speech": r"(?:讲话|致辞|演讲|发言)$",
    "guide": r"(?:指南|指引|标准|规范|目录|清单|手册|导则|流程|框架)$",
    "plan": r"(?:规划|计划|纲要|方案|要点|蓝图|路线图)$",
    "measures": r"(?:办法|条例|规定|细则|规则|法|措施|政策|制度|章程|规程)$",
    "report": r"(?:报告|情况)$",
}
_ENGLISH: Mapping[ReportKind, str] = {
    "annual_report": r"\b10-K\b|annual report",
    "quarterly_report": r"\b10-Q\b|quarterly report",
    "current_report": r"\b8-K\b|current report",
    "white_paper": r"white paper",
    "budget": r"\bbudget\b",
    "reply": r"\b(?:response|reply) to\b",
    "speech": r"\b(?:speech|remarks)\b",
    "notice": r"^notice\b",
    "opinion": r"\bopinions?\b",
    "plan": r"\b(?:plan|strategy|roadmap|blueprint)\b",
    "guide": r"\b(?:guide|guidance|guidelines?|handbook)\b",
    "statistics": r"\bstatistics\b|statistical",
    "news": r"\breports (?:first|second|third|fourth|full|record)\b|press release",
    "report": r"\b(?:report|review|inquiry|study)\b",
    "measures": r"\b(?:act|regulations?|measures|rules)$",
}
_FORM = re.compile(r"^FORM\s+(10-K|10-Q|8-K)\b|^[^a-z]{0,4}(ANNUAL|QUARTERLY|CURRENT) REPORT\b", re.MULTILINE)
_PRESS_RELEASE = re.compile(r"\btoday (?:reported|announced)\b")
_PRINTED = re.compile(r"(?:印发|发布|公布|转发)[“《〈<]?(?:关于)?(.+?)[”》〉>]?(?:[（(][^）)]*[）)])?[”》〉>]?的?(?:通知|公告|函)$")
_HANDED_OUT = ("plan", "opinion", "measures", "guide")
_BRACKETS = re.compile(r"\s*[（(〔\[【][^）)〕\]】]{1,30}[）)〕\]】]\s*$|[》”〉>\s]+$")

_DATELINE = re.compile(
    r"(?:新华社|中新社|中新网|人民网|海外网|央视网|本报)\S{0,8}?(?:\d日)?(?:电|讯|消息)|^.{0,60}[（(](?:本报)?记者[^）)]{1,20}[）)]",
    re.DOTALL,
)
_REPORTED = re.compile(r"记者.{0,60}(?:获悉|了解到|看到|采访)")
_ANNOUNCING = re.compile(r"(?:印发|发布|出台|公布)《[^》]*》$")
_INTERVIEWED = re.compile(r"在接受.{2,20}记者(?:专访|采访)时")
_BY_LINE = re.compile(r"[（(](?:本报|通讯员|记者)[^）)]{1,40}[）)]\s*$")
_EVENT = re.compile(r"(?:在.{1,12}|上午|下午)(?:举办|举行|召开).{0,120}(?:出席|参加)|主持召开|主持会议并讲话|新闻发布会", re.DOTALL)
_GOVERNMENT_SPEAKS = re.compile(r"我代表.{2,40}?(?:报告(?:本届|政府)?.{0,10}工作|作政府工作(?:的)?报告)", re.DOTALL)
_CONGRESS = re.compile(r"我代表第.{1,4}届.{0,4}委员会")
_ANSWERS = re.compile(r"收悉|(?:答复|回复|说明)如下")
_OWN_NAME = re.compile(
    r"(?:制定|编制|提出|印发)了?(?:本|以下|如下)(?:若干|实施|行动|工作|指导|暂行)?(规划|计划|方案|纲要|要点|办法|规定|条例|细则|规则|措施|指南|意见|标准|规范)"
)
_OWN_GUIDE = re.compile(r"本(指南|指引|导则)")
_IN_FORCE = re.compile(
    r"(?:^|[。、\s])本(办法|规定|条例|细则|规则|措施|规范|方案|规划|计划|指南|标准|意见|通知|公告|法)(?:自.{1,40}(?:施行|执行|实施|生效)|由.{2,40}解释)"
)
_TOLD = re.compile(r"(通知|公告|通告|通报)如下|特此(通知|公告|通告)|本(通知)")


def kind_of(title: str, texts: Sequence[str], head: Sequence[str], tail: Sequence[str]) -> ReportKind | None:
    """None where neither title nor text says it; a notice that hands out a plan is that plan."""
    if _is_news(head, tail) or any(map(_INTERVIEWED.search, texts)):
        return "news"
    return _by_title(title) or _by_form(head) or _by_text(head, tail)


def _is_news(head: Sequence[str], tail: Sequence[str]) -> bool:
    """A dateline or reporter's name; press offices of ministries write of events without either."""
    opening, ending = "\n".join(head[:3])[:400], tail[-1][-60:] if tail else ""
    return any(pattern.search(opening) for pattern in (_DATELINE, _REPORTED)) or _BY_LINE.search(ending) is not None


def _by_title(title: str) -> ReportKind | None:
    if _ANNOUNCING.search(title):
        return "news"
    core = _core(title)
    if not any(map(is_han, core)):
        return _first(_ENGLISH, core.replace("_", " "))
    printed = _PRINTED.search(core)
    inner = _first(_CHINESE, _core(printed.group(1))) if printed else None
    return inner if inner in _HANDED_OUT else _first(_CHINESE, core)


def _core(title: str) -> str:
    """The title without what stands in brackets behind it, as (试行) and (2021-2025年) do."""
    shorter = _BRACKETS.sub("", title.strip())
    return shorter if shorter == title else _core(shorter)


def _first(patterns: Mapping[ReportKind, str], text: str) -> ReportKind | None:
    return next((kind for kind, pattern in patterns.items() if re.search(pattern, text, re.IGNORECASE)), None)


def _by_form(head: Sequence[str]) -> ReportKind | None:
    """The form of a company's filing, which stands on its first page."""
    text = "\n".join(head)
    form = _FORM.search(text)
    if form:
        return _first(_ENGLISH, form.group(1) or f"{form.group(2)} REPORT")
    return "news" if _PRESS_RELEASE.search(text[:3000]) else None


def _by_text(head: Sequence[str], tail: Sequence[str]) -> ReportKind | None:
    """The first cue that stands in the opening, or in the last paragraphs, where a document says from when it holds."""
    opening, ending = "\n".join(head), "\n".join(tail)
    own_names = (
        _OWN_NAME.search(opening),
        _IN_FORCE.search(ending),
        _TOLD.search(opening),
        _TOLD.search(ending),
        _OWN_GUIDE.search(opening),
    )
    named = next(filter(None, own_names), None)
    cues: tuple[tuple[bool, ReportKind | None], ...] = (
        (_GOVERNMENT_SPEAKS.search(opening[:600]) is not None, "work_report"),
        (_CONGRESS.search(opening[:600]) is not None, "report"),
        (_ANSWERS.search(opening[:150]) is not None, "reply"),
        (any(text.lstrip("# ").startswith("第一条") for text in head), "measures"),
        (named is not None, _first(_CHINESE, next(filter(None, named.groups()))) if named else None),
        (_EVENT.search(opening[:300]) is not None, "news"),
        (re.match(r"同志们|女士们|各位来宾", opening) is not None, "speech"),
    )
    return next((kind for met, kind in cues if met), None)
