"""Documents that a question names by number or 《title》 and that the collection neither has nor speaks of."""

import re
from collections.abc import Iterator

from documents.editions.repeals import NUMBER, plain
from documents.types import Language
from index.words import tokens
from rag.find import Evidence
from rag.types import Refusal

_TITLE = re.compile(r"《([^《》]{2,100})》")
_NUMBER = re.compile(NUMBER)
# What only a document to be looked up is called; a form or a book may be named by the way.
_DOCUMENT = re.compile("(?:报告|公报|通知|通报|意见|办法|条例|规定|规划|纲要|计划|方案|决定|细则|规则|标准|指南|要点|法)(?:[（(].*[）)])?$")
# What leads to the name of the issuer in a question.
_LEADING = re.compile(r"^.*(?:请问|关于|根据|按照|依据|文件|规定|通知|什么|想问|查|问|的|在|与|和|及|对)")
# A title that is told in part, 《2025年政府工作报告》, shares this much of its words with the whole one.
_SAME_TITLE = 0.75

_MESSAGES: dict[Language, str] = {
    "zh": "资料库里没有{names}，已有的报告也没有提到，因此不作答。",
    "en": "The collection does not hold {names}, and no report at hand speaks of it.",
}


def unheld(question: str, evidence: Evidence) -> Refusal | None:
    """The refusal for a question all of whose named documents are unknown; None where it names none, or one that is known."""
    named = [(f"《{match[1]}》", match[1], False) for match in _TITLE.finditer(question) if _DOCUMENT.search(match[1])]
    named += [(number, number, True) for number in _numbers(question)]
    if not named or any(_is_held(name, evidence, is_number=is_number) for _, name, is_number in named):
        return None
    language = evidence.query.language
    shown = ("、" if language == "zh" else ", ").join(dict.fromkeys(shown for shown, _, _ in named))
    return Refusal("not_covered", _MESSAGES[language].format(names=shown))


def _numbers(question: str) -> Iterator[str]:
    for match in _NUMBER.finditer(question):
        yield _LEADING.sub("", match.group()) or match.group()


def _is_held(name: str, evidence: Evidence, *, is_number: bool) -> bool:
    """Whether a report bears the name, or one of those found speaks of it."""
    wanted = plain(name)
    entries = evidence.generation.entries.values()
    if is_number:
        told = (plain(entry.metadata.document_number) for entry in entries if entry.metadata.document_number)
        held = any(number.endswith(wanted) or wanted.endswith(number) for number in told)
    else:
        held = any(wanted in title or (len(title) > 3 and title in wanted) for title in (plain(entry.metadata.title) for entry in entries))
        held = held or any(_is_told_in_part(name, title) for title in {hit.entry.metadata.title for hit in evidence.hits})
    return held or any(wanted in plain(hit.passage.read) for hit in evidence.hits)


def _is_told_in_part(name: str, title: str) -> bool:
    words = set(tokens(name))
    return len(words & set(tokens(title))) >= _SAME_TITLE * len(words)
