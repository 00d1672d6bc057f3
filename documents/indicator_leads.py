"""The name of an indicator in the words before its figure: what leads into the name and from it to the figure is taken off."""

import re

from documents.indicator_names import INTENSITY, indicators_named, is_known, known_names, normal_name
from documents.text import language_of

_NOT_NAME = re.compile(r"[^一-鿿A-Za-z0-9.&（）()“”\"%]+")
# What leads into a name and what leads from it to its figure.
_LEADING = re.compile(
    r"^(?:(?:19|20)\d\d年(?:的|要|全省|全市)?|今年|去年|明年|全年|年均|累计|其中|预计|预期|力争|争取|确保|努力|实现|完成|推动|促进|使|将|把|带动|提出了?|主要|目标|是|为|和|以及"
    r"|及|并|要|全省|全市|全区|全国|我省|我市|我区|我国|共|了|的|工作|经济社会发展|预期目标|发展主要|主要预期目标|地方)+"
)
_TRAILING = re.compile(
    r"(?:同比|比上年|较上年|比去年|年均|累计|实际|分别|名义|均|各|将|要|约|近|超|逾|预计|力争)?"
    r"(?:(?:实际|年均|同比|平均)?(?:增长|增加|提高|上升|上涨|下降|降低|减少|回落|下跌|下滑|增幅|增速|涨幅)|达到?|突破|超过?|高于|不?低于|不少于|不超过|控制|稳定|保持|实现|完成|为|是|在|到|至"
    r"|超|近|约|左右|新增|分别|累计|同比|比上年|较上年|预计|力争|总量|总额|每人每[月年日]|提[升高][至到]?|平均|[降升增]至|[降升增]到|由|从|连续\d+个?(?:年|季度|月)|历史性|比(?:19|20)\d\d年|\d+(?:\.\d+)?[千万亿]*元?(?:关口|大关|台阶)|连跨|迈上|跨上|跃上|站上|跨越|连续|由|目标|也|均|已|了|的)*$"
)
# What a name is told with: 主要目标是……, 提出了…….
_SAYING = re.compile("目标[是为]|提出了?|实现|完成|其中|预计|是(?=[^否])")
# 1．城镇新增就业, （二）粮食产量
_MARK = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)．.、])\s*")
# What belongs to the figure before.
_BEHIND = re.compile(r"^(?:[/／]\s?立方米|左右|上下|及?以上|及?以内|及?以下|之内|多|余)+")
# Names that are nothing but verbs.
_VERBS = re.compile(
    "(?:实施|新建|新增|培育|建设|建成|改造|推进|推动|投资|归集|发布|完成|实现|支持|组织|开展|打造|创建|引进|安排|落实|加快|继续|着力|做好|以下|等|共|总|大力|持续|深入|积极|筹措|“)+|占.*"
)
# What is told of several things at once: 汽车、家电零售额.
_SHARED = re.compile(
    "(?:零售额|销售额|增加值|产量|销量|产值|收入|投资|出口额?|进口额?|数量|面积|占比|比重|覆盖率|普及率|治理率|吞吐量|发送量|余额|规模)$"
)
# 细颗粒物（PM2.5）平均浓度, 居民消费价格（CPI）涨幅: one name.
_ALIAS = re.compile(r"[（(][a-z0-9_.]{2,8}[）)]", re.IGNORECASE)
_CLAUSE_END = re.compile("[，。；：:,;！？（）()]")
_SHORTEST, _LONGEST = 2, 24
# So many characters between two figures still lead on: 地区生产总值5503亿元、同比增长5.4%.
_GOING_ON = 16


def completed(name: str, before: list[str]) -> str:
    """A name that leaves out what it shares with the one before: 集装箱航线147条、吞吐量2329万标准箱."""
    whole = (known for known in known_names() if known.endswith(name) and before and before[0].startswith(known.removesuffix(name)))
    return name if is_known(normal_name(name)) else next((known for known in whole if known != name), name)


def names_before(lead: str, region: str | None) -> list[str] | None:
    """The names that stand in the words before a figure, one for each figure to come; None where these go on with the one before.

    城镇和农村居民收入分别增长6.5%、7.5% has two names.
    """
    clause = _CLAUSE_END.split(_ALIAS.sub("", _BEHIND.sub("", lead)))[-1]
    clause = _MARK.sub("", clause)
    if language_of(clause) == "en":  # what leads to a figure in English prose is no name, unless it holds a known one
        return indicators_named(clause)[-1:]
    joint = "分别" in clause
    clause = re.sub("[、与及]", "和", clause.strip("、和及 ")) if joint else clause
    words = INTENSITY.sub("研发投入强度", _NOT_NAME.sub("", clause.lstrip("、和及 ")))
    bare = _LEADING.sub("", _SAYING.split(_TRAILING.sub("", words))[-1])
    whole = re.search(rf"{re.escape(bare)}总[量额]", words)
    if bare and whole and not is_known(normal_name(bare)):  # 信访总量 is no 信访
        bare = whole.group()
    if region:  # 上海港集装箱吞吐量 in 上海's report
        bare = re.sub(rf"^{region}(?:省|市|港|自治区)?", "", bare)
    if not bare:
        return None if len(lead) <= _GOING_ON else []
    if _VERBS.fullmatch(bare):
        return []
    if joint and "和" in bare:
        return _apart(bare)
    return [bare] if _SHORTEST <= len(bare) <= _LONGEST else []


def _apart(bare: str) -> list[str]:
    """Names that share their end: 城镇和农村居民收入 is 城镇居民收入 and 农村居民收入, 一产和三产增加值 is 一产增加值 and 三产增加值."""
    *others, last = [name for name in bare.split("和") if name]
    return [*(_whole(name, last) for name in others), last]


def _whole(name: str, last: str) -> str:
    """A name with the end that it shares with the last one; its own where it shares none."""
    if is_known(normal_name(name)):
        return name
    ends = (last[at:] for at in range(1, len(last)))
    known = next((name + end for end in ends if is_known(normal_name(name + end))), None)
    shared = _SHARED.search(last)
    if shared and not known and not _SHARED.search(name):
        return name + shared.group()
    return known or name + last.partition(name[-1])[2]
