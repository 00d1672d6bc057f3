"""Follow-ups: a question that leans on the one before becomes a whole one, by rules, and by a model only in the words of the turns.

那固定资产投资呢？ after 辽宁省2025年地区生产总值增长目标是多少？ asks 辽宁省2025年固定资产投资增长目标是多少？: what the new
question names takes the place of its like in the earlier one, a place that of a place, a year that of a year, an indicator that of
the topic.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from documents.indicator_names import indicators_named
from documents.regions import place_pattern
from documents.text import HAN, flat, fold, language_of
from rag.orders import is_order
from rag.types import Turn

# Longer questions are whole, whatever they begin with.
_LONGEST = {"zh": 24, "en": 60}
_OPENING = re.compile(
    r"^(?:那么?|再?请?问|另外|还有|以及|换成|如果是|同样|and what about|what about|how about|what of|and|then|so)\s*[，, ]*"
    r"(?:对于|关于|说到|the same for )?",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:的(?:情况|话)?|方面)?(?:又?是多少|又?怎么样|又?如何|又呢|呢|是什么)?\s*[？?。！!]*$")
_LEANING = re.compile(
    r"^(?:那么?(?!里|些|个)|它|他们|她们|该|其(?!他|中)|这个|and |then |what about|how about|it |its |their )|呢\s*[？?]?$", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"^(?:它们?|他们|她们|其|该(?:省|市|区|县|报告|政策|指标)?|这个(?:省|市|报告|政策)|it|its|their|they)(?:的|'s)?\s*", re.IGNORECASE
)
_ASKS = re.compile(
    "多少|什么|哪|几|怎|如何|谁|吗|是否|谢|你好|好的|明白|what|which|how|who|when|where|why|thank|hello|\\bok", re.IGNORECASE
)
# A bare name of a thing is no question of its own.
_BARE = 12
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?|今年|去年|明年|前年")
# 2024年完成多少 asks for what was reached of what was aimed at, 2025年的目标 for what is aimed at beyond what was reached.
_OF_A_YEAR = re.compile(
    rf"^(?P<year>{_YEAR.pattern})?(?:的?(?:(?P<reached>实际完成|完成|实际|实现|达到)了?(?:多少)?|(?P<aimed>(?:预期|主要)?(?:目标|计划|任务))))?$"
)
_MORE = re.compile("^再?(?:加上|加|算上)")
_AIMED = re.compile("的?(?:预期)?目标(?:任务)?|预计|力争")
_ASKED = (
    r"(?:的?(?:预期)?(?:增长|增速|增幅|涨幅|完成|实现|达到|总量|总额|规模|目标|任务|标准|比例|比重)*(?:目标|任务)?"
    r"(?:各?是|为|有|要|达到?|增长|下降)?(?:了)?(?:多少|什么|哪些|几|怎样|如何|对比|比较|谁|哪个).*)"
)
# What is told as a number or a share and not by its growth.
_TOLD_AS_TOTAL = re.compile("(?:就业|产量|总产|人数|率|强度|浓度|比例|比重|吞吐量|电量|能力|台|个数|数量)$")
# 新建了多少公里, 做了哪些工作: what stands before is no name of a thing that a target could be set for.
_AFTER_VERB = re.compile("了|哪|什么|怎|如何|谁")
_OF_GROWTH = re.compile("^的?(?:预期)?(?:增长|增速|增幅|涨幅)")


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    """A run of places: 辽宁省沈阳市."""
    return re.compile(rf"{place_pattern()}+")


@lru_cache(maxsize=1)
def _frame() -> re.Pattern[str]:
    """辽宁省2025年 | 地区生产总值 | 增长目标是多少？"""
    scope = rf"(?:(?:{place_pattern()}|(?:19|20)\d\d\s*年度?|今年|去年|明年|和|与|、|的|在|到|至)+)?"
    return re.compile(rf"^(?P<scope>{scope})(?P<topic>.+?)(?P<asked>{_ASKED})$")


def whole_question(question: str, history: Sequence[Turn]) -> str | None:
    """The question with what it leaves out taken from the turns before; None for one that is whole, or that nothing stands before."""
    earlier = _earlier(history)
    if earlier is None or not _leans(question):
        return None
    said = _CLOSING.sub("", _OPENING.sub("", question.strip())).strip()
    if not said:
        return None
    made = _with_pronoun(question, said, earlier) or _with_year(said, earlier) or _with_place(said, earlier) or _with_topic(said, earlier)
    return made if made and fold(made) != fold(question) else None


def _earlier(history: Sequence[Turn]) -> str | None:
    """The last question, itself made whole by those before it."""
    if not history:
        return None
    *before, last = history
    return whole_question(last.question, before) or last.question


def _leans(question: str) -> bool:
    text = question.strip()
    if len(text) > _LONGEST[language_of(text)]:
        return False
    of_a_year = _OF_A_YEAR.match(_CLOSING.sub("", text))
    if of_a_year and of_a_year["year"]:
        return True
    return _LEANING.search(text) is not None or (len(text) <= _BARE and not _ASKS.search(text))


def _with_pronoun(question: str, said: str, earlier: str) -> str | None:
    """它的目标是多少 after a question on 安徽省2026年工业增加值: the pronoun stands for whose it is."""
    pronoun = _PRONOUN.match(said)
    if not pronoun:
        return None
    whole = _frame().match(earlier)
    rest = question.strip()[question.strip().index(pronoun.group()) + len(pronoun.group()) :]
    subject = f"{whole['scope']}{whole['topic']}" if whole and not indicators_named(rest) else (whole["scope"] if whole else "")
    return f"{subject}{'' if not subject or subject.endswith('的') else '的'}{rest}" if subject else None


def _with_year(said: str, earlier: str) -> str | None:
    """The new year for the old one, and what was reached for what was aimed at, or the other way round."""
    asked = _OF_A_YEAR.match(said)
    whole = _in_year(asked["year"], earlier) if asked else None
    if asked is None or whole is None:
        return None
    if asked["aimed"]:
        return _aiming(whole, asked["aimed"])
    return _AIMED.sub("", whole) if asked["reached"] else whole


def _in_year(year: str | None, earlier: str) -> str | None:
    """The question about another year, which is put before the topic where none was named."""
    if year is None or _YEAR.search(earlier):
        return _YEAR.sub(lambda _: year, earlier, count=1) if year else earlier
    whole = _frame().match(earlier)
    return f"{whole['scope']}{year}{earlier[whole.end('scope') :]}" if whole else None


def _aiming(earlier: str, aimed: str) -> str | None:
    """地区生产总值增长多少 → 地区生产总值增长目标是多少."""
    whole = _frame().match(earlier)
    if whole is None or _AIMED.search(earlier):
        return earlier
    if _AFTER_VERB.match(whole["asked"]):
        return f"{earlier.rstrip('？?。 ')}，{aimed}是什么？"
    growth = _OF_GROWTH.match(whole["asked"])
    return f"{whole['scope']}{whole['topic']}{growth.group() if growth else ''}{aimed}是多少？"


def _with_place(said: str, earlier: str) -> str | None:
    """The new place for the old one, the whole of it: 大连 for 辽宁省沈阳市; beside it where it is to be added."""
    more = _MORE.match(said)
    if more and _places().fullmatch(said[more.end() :]):
        *_, last = _places().finditer(earlier) if _places().search(earlier) else [None]
        return earlier[: last.end()] + "、" + said[more.end() :] + earlier[last.end() :] if last else None
    if not _places().fullmatch(said) or indicators_named(said):
        return None
    return _places().sub(lambda _: said, earlier, count=1) if _places().search(earlier) else None


def _with_topic(said: str, earlier: str) -> str | None:
    """The new topic in the frame of the earlier question; where both end alike (城镇居民, 农村居民) only that part is exchanged."""
    whole = _frame().match(earlier)
    if whole is None:
        return f"{earlier.rstrip('？?。 ')}，{said}？" if language_of(earlier) == "zh" else f"{earlier.rstrip('? ')} {said}?"
    scope = "" if _places().match(said) else _YEAR.sub("", whole["scope"]) if _YEAR.search(said) else whole["scope"]
    topic = whole["topic"]
    for length in range(min(len(said), len(topic)), 1, -1):
        at = topic.find(said[-length:])
        if at > 0 and topic[at + length :] and not indicators_named(said):
            return f"{scope}{said}{topic[at + length :]}{whole['asked']}"
    asked = _OF_GROWTH.sub("", whole["asked"]) if _TOLD_AS_TOTAL.search(said) else whole["asked"]
    return f"{scope}{said}{asked}"


_POINTS = re.compile(
    "它|他们|其(?!他|中|余|实)|[这那该](?!里|么|些年)|上述|前者|后者|前面|刚才|同样|还是"
    "|\\b(?:it|its|they|their|that|this|those|these|the same|former|latter)\\b",
    re.IGNORECASE,
)
_COURTESY = re.compile("谢|你好|您好|好的|明白|再见|thank|hello|\\bok\\b|\\bhi\\b|bye", re.IGNORECASE)
_WORD = re.compile(rf"[{HAN}]|[a-z]+|\\d+(?:\\.\\d+)?")
# What a whole question needs beside the words that were said.
_ASKING = frozenset("的是多少什么呢吗在有为和与个年各哪些几如何怎样了请问目标情况呢")
_ASKING_ENGLISH = frozenset(
    "what is was are were the of for in by a an and to how much many which did do does when where who target".split()
)


def seems_elliptic(question: str, history: Sequence[Turn]) -> bool:
    """Whether a short question points to the ones before it, or names neither place nor year while the last one did."""
    text = question.strip()
    if not history or len(text) > _LONGEST[language_of(text)] or _COURTESY.search(text):
        return False
    return _POINTS.search(text) is not None or (not _scoped(text) and _scoped(history[-1].question))


def _scoped(text: str) -> bool:
    return _places().search(text) is not None or re.search(r"(?:19|20)\d\d", text) is not None


def is_completion(made: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a model's question only puts together what was asked: in words of the turns, without a new place, figure or name, one line.

    It keeps most of the words of the question itself, so that nothing else is asked in its place.
    """
    if not made or len(made) > 3 * max(_LONGEST.values()) or "\n" in made or fold(made) == fold(question) or is_order(made):
        return False
    said = set(_WORD.findall(fold(" ".join([question, *(turn.question for turn in history)]))))
    words = _WORD.findall(fold(made))
    added = [word for word in words if word not in said and word not in _ASKING and word not in _ASKING_ENGLISH]
    own = set(_WORD.findall(fold(_POINTS.sub("", _OPENING.sub("", question))))) - _ASKING - _ASKING_ENGLISH
    return not added and len(own & set(words)) >= 2 / 3 * len(own) and _in_places(made, question, history)


def _in_places(made: str, question: str, history: Sequence[Turn]) -> bool:
    """Places and figures are whole ones of the turns: no new place is put together from their characters."""
    said = flat(" ".join([question, *(turn.question for turn in history)]))
    named = [match.group() for match in _places().finditer(flat(made))] + re.findall(r"\d+(?:\.\d+)?", made)
    return all(name in said for name in named)
