"""Which other documents a report repeals or replaces, in its own words: 《…》（国发〔2010〕5号）同时废止."""

import re
from dataclasses import dataclass

from documents.text import sentence_spans, squeeze

_TITLE = r"《([^《》]{2,100})》"
NUMBER = r"[一-鿿]{1,16}\s*[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*(?:第\s*)?\d{1,5}\s*号"
_CITED = re.compile(rf"{_TITLE}(?:\s*[（(]\s*({NUMBER}))?")
_BARE_NUMBER = re.compile(NUMBER)
_ENDED = re.compile(r"(?:废止|停止执行|失效|不再(?:执行|施行|有效))(?=[，,。；;：:\s]|$)")
# "国务院决定废止《…》", "一、废止《…》": what ends stands behind.
_ORDERED = re.compile(r"(?:决定[，：]?(?:予以)?|^[一二三四五六七八九十]{1,3}、)废止(?=\s*《)")
# "不得废止", "需要废止的", "尚未废止" repeal nothing.
_NOT_ENDED = re.compile(
    r"(?:不得|不予|尚未|未|拟|需要?|应当?|建议|可以|凡是?|及时)(?:被|予以|即行|同时)?(?:废止|停止执行|失效)|(?:废止|失效)(?:的|或|、|和|与|程序|建议|情形)"
)
# What takes effect stands in the same sentence before what ends; it is no document that ends.
_OWN = re.compile(r"(?:自|从)[^，。；]{4,30}(?:起|后)(?:施行|执行|实施|生效)[，；,;。]?")
_ENGLISH = re.compile(
    r"\b(?:repeals?|supersedes?|revokes?|withdraws?|replaces?)\s+(?:and\s+replaces?\s+)?(?:the\s+)?[“\"‘']?"
    r"((?:[A-Z][\w&’'-]*|of|and|the|for|on|to|in|\d{4}|\(\w+\))(?:\s+(?:[A-Z][\w&’'-]*|of|and|the|for|on|to|in|\d{4}|\(\w+\)))+)"
)
_ENGLISH_KIND = re.compile(r"\b(?:Act|Regulations?|Order|Rules|Guidance|Policy|Strategy|Plan|Directive|Circular|Notice)\b")
_SELF = re.compile(r"[（(【\[]\s*(?:本文|本文件|全文|已)?\s*(?:已废止|废止|失效|已失效|全文废止)\s*[）)】\]]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named in another; at least one of both is there."""

    title: str | None = None
    number: str | None = None


def repealed_in(text: str) -> tuple[Reference, ...]:
    """The documents that a sentence of the text says to be no longer in force, in order."""
    found: dict[Reference, None] = {}
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        for reference in (*_chinese(sentence), *_english(sentence)):
            found.setdefault(reference)
    return tuple(found)


def says_repealed(title: str) -> bool:
    """Whether a document's own title says that it is no longer in force."""
    return _SELF.search(title) is not None


def plain(text: str) -> str:
    """A title or document number for comparing: without widths, white space and the shapes of brackets."""
    return re.sub(r"[〔【（(［\[〕】）)］\]《》“”\"'第]", "", squeeze(text))


def _chinese(sentence: str) -> list[Reference]:
    ordered = _ORDERED.search(sentence)
    if ordered:
        return _cited(sentence[ordered.end() :])
    ended = _ENDED.search(sentence)
    if not ended or _NOT_ENDED.search(sentence):
        return []
    said = _OWN.sub("", sentence[: ended.start()])
    return _cited(said) or [Reference(None, match.group()) for match in _BARE_NUMBER.finditer(said)]


def _cited(text: str) -> list[Reference]:
    return [Reference(match.group(1), match.group(2)) for match in _CITED.finditer(text)]


def _english(sentence: str) -> list[Reference]:
    return [Reference(match.group(1).strip()) for match in _ENGLISH.finditer(sentence) if _ENGLISH_KIND.search(match.group(1))]
