"""Whether every clause of a sentence stands in its quotes: true words elsewhere do not carry a clause that was added."""

import re
from collections.abc import Iterator

from documents.numbers import figures_in
from documents.text import HAN, fold
from index.words import tokens

# More than this share of a clause's words must stand in its quotes or the headings above them. Chosen by hand.
LEAST = 1 / 3
_CLAUSE = re.compile(r"[，。；：！？;:!?（）()]|,(?!\d)|\.\s|\s[-–—]\s|——")
_ITEM = re.compile("、")
# What a sentence may add of its own: it says who speaks, joins clauses, or tells a plan as a plan.
_FRAME = re.compile(
    "根据|按照|依据|其中|此外|同时|另外|具体(?:来说|而言|为)?|总[的体](?:来看)?|分别|以及|作为|并且|因此|为此|关于|对于|方面|上述|以上|主要|相关|有关|情况"
    "|报告|文件|资料|材料|方案|规划|计划|通知|办法|政策|要点|意见|提出|明确|要求|规定|指出|显示|表明|提到|表示|列出|包括|包含|如下|是指"
    "|超过|突破|不[低少高大]于|不超过|控制在|[高低]于|大约|接近|同比|[比较]上年"
    "|预期|预计|目标|任务|指标|力争|争取|将要?|达到|实现|完成|保持|左右|增速|增幅|数值|水平|该[省市区县项]?|我[省市区县]|全[省市区县]|本[省市区县]"
    "|[的了在是和与及等对为并也其这那由到至从于以按有则均各被已可应所它就还又且或而中内上下个年月日]"
)
_ENGLISH_FRAME = frozenset(
    tokens(
        "according report document material states says sets set out plans plan aims aim target targets goal expected expects also addition"
        " specifically respectively overall including includes include namely both further each total per cent percent reach reaches"
        " reached achieve province city year years under within more than least most up down new one other such which while well over"
        " gdp cpi"
    )
)


def has_added_clause(sentence: str, known: str) -> bool:
    """Whether a clause or an item of a list shares hardly a word with what is known."""
    folded = fold(known)
    words, characters = set(tokens(folded)), set(folded)
    clauses = [clause for clause in _CLAUSE.split(_without_figures(sentence)) if clause]
    return any(_is_added(clause, words, characters) for clause in clauses) or any(item not in words for item in _items(clauses, words))


def _is_added(clause: str, words: set[str], characters: set[str]) -> bool:
    han = set(re.findall(f"[{HAN}]", _FRAME.sub("", fold(clause))))
    latin = {token for token in tokens(clause) if token.isascii() and token.isalpha()} - _ENGLISH_FRAME
    held = len(han & characters) + len(latin & words)
    return len(han) + len(latin) >= 2 and held <= LEAST * (len(han) + len(latin))


def _items(clauses: list[str], words: set[str]) -> Iterator[str]:
    """A pair of characters of each inner item of a list, a known one where the item has one."""
    for clause in clauses:
        for item in _ITEM.split(clause)[1:-1]:
            pairs = [token for token in tokens(item) if len(token) == 2 and not token.isascii()]
            if pairs:
                yield next((pair for pair in pairs if pair in words), pairs[0])


def _without_figures(sentence: str) -> str:
    """Figures are compared by their meaning; their units are words in another form."""
    for figure in reversed(figures_in(sentence)):
        sentence = f"{sentence[: figure.start]} {sentence[figure.end :]}"
    return sentence
