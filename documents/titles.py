"""Which line of a document is its title, and which title property is worth showing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.marks import mark_of
from documents.parts import Part
from documents.structure import LONGEST_MARKED
from documents.text import ends_sentence, is_han

# A title stands among the first parts, above the first whole paragraph.
_HEAD_PARTS = 8
_LONGEST = 80
_LONGEST_OPENING = 40
_KIND = (
    "报告|通知|意见|方案|规划|办法|条例|规定|公告|决定|纲要|计划|细则|批复|复函|函|指南|措施|政策|解读|讲话|要点|通报|通告|令|法|规则|目录|白皮书|蓝图|指引|标准|公报"
    "|情况|清单|说明|决议|建议|倡议|制度|行动|答复"
)
_TITLE_END = re.compile(rf"(?:{_KIND})\s*(?:[（(〔\[][^）)〕\]]{{1,20}}[）)〕\]])?$")
# "FY 2022-2026 EPA Strategic Plan", "Strategic Plan FY 2022 – 2026"; headings in capitals belong to forms.
_ENGLISH_TITLE = re.compile(
    r"^(?=.*[a-z])[A-Z](?:[\w’'&:,./-]+ |\S ){1,14}?(?:Plan|Report|Strategy|Review|Bulletin|Guidance|Framework|White Paper)"
    r"(?: (?:for |FY ?)?\d{4}(?: ?[-–] ?\d{2,4})?)?$"
)
_NO_TITLE = re.compile(
    r"^(?:来源|索引号|文号|发文|成文|发布|日期|时间|作者|编者按|摘要|主题|分类|信息来源|字号|责任编辑|附件)"
    r"|^[（(〔\[【—-]|^\W*\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]|文件$|号$|[：:，,；;、]$|^目\s*录$|^第\s*\d+\s*页"
)
_JUNK_PROPERTY = re.compile(
    r"^[\d\W_]*$|^[a-z]{2,12}\d{4}[a-z]?$"
    r"|^microsoft (?:word|powerpoint|excel)|^(?:untitled|无标题|文档|document|幻灯片|slide|powerpoint)\s*\d*$"
    r"|\.(?:docx?|wps|pdf|indd|pptx?|xlsx?|rtf)$|\ufffd",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title as the document prints it; `at` is the place of its part, None where it runs over several or there is none."""

    text: str | None = None
    at: int | None = None


def find_title(parts: Sequence[Part]) -> Title:
    """The first heading that the format marks, else a line at the beginning that is worded like a title."""
    head = parts[:_HEAD_PARTS]
    for at, part in enumerate(head):
        if part.kind == "heading" and part.level == 1 and len(part.text) <= LONGEST_MARKED and mark_of(part.text) is None:
            return Title(part.text, at)
    for at, part in enumerate(head):
        if part.kind == "paragraph" and (ends_sentence(part.text) or len(part.text) > 2 * _LONGEST):
            break  # the first whole paragraph: the body has begun
        found = _title_from(head, at)
        if found:
            return found
    return _opening(parts)


def usable_property(title: str | None) -> str | None:
    """A title property unless it was filled in by a program: a file name, a number, a template's name."""
    title = " ".join((title or "").split())
    return None if not title or _JUNK_PROPERTY.search(title) else title


def _title_from(head: Sequence[Part], at: int) -> Title | None:
    """A line that ends like a title, alone or with one or two lines that it runs on in."""
    text = ""
    for count in range(3):
        if at + count >= len(head) or not _may_be_title(head[at + count]):
            return None
        line = head[at + count].text
        text += f" {line}" if text and text[-1].isascii() and line[0].isascii() else line
        if len(text) > _LONGEST:
            return None
        if _ENGLISH_TITLE.match(text) or (_TITLE_END.search(text) and any(map(is_han, text))):
            return Title(text, at if count == 0 else None)
    return None


def _opening(parts: Sequence[Part]) -> Title:
    """A short first line of an unpaged Chinese document; on a page the first line is as often a letterhead or a name."""
    if len(parts) < 2 or parts[0].page or not _may_be_title(parts[0]):
        return Title()
    text = parts[0].text
    if sum(map(is_han, text)) * 2 < len(text) or not 4 <= len(text) <= _LONGEST_OPENING or "，" in text:
        return Title()
    return Title(text, 0)


def _may_be_title(part: Part) -> bool:
    text = part.text
    if part.kind != "paragraph" or len(text) > _LONGEST or "。" in text or ends_sentence(text):
        return False
    return mark_of(text) is None and not _NO_TITLE.search(text)
