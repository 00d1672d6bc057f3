"""Units, multipliers and qualifiers as they stand beside a figure, in Chinese and English, each with its one normal form."""

import re
from decimal import Decimal
from typing import Literal

Qualifier = Literal["about", "nearly", "over", "at_least", "at_most"]
Direction = Literal["up", "down"]

MULTIPLIERS = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10,
    "千亿": 10**11, "万亿": 10**12, "十万亿": 10**13, "thousand": 10**3, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12, "tn": 10**12,
}  # fmt: skip

# Written forms of a unit, each with its normal form and the factor to it.
_UNITS: dict[str, tuple[str, str]] = {
    "%": ("%", "1"), "percent": ("%", "1"), "per cent": ("%", "1"), "pct": ("%", "1"), "‰": ("%", "0.1"),
    "个百分点": ("百分点", "1"), "百分点": ("百分点", "1"), "percentage points": ("百分点", "1"),
    "percentage point": ("百分点", "1"), "个基点": ("百分点", "0.01"), "基点": ("百分点", "0.01"),
    "basis points": ("百分点", "0.01"), "元": ("元", "1"), "块": ("元", "1"), "元人民币": ("元", "1"), "人民币": ("元", "1"),
    "yuan": ("元", "1"), "rmb": ("元", "1"), "美元": ("美元", "1"), "dollars": ("美元", "1"), "usd": ("美元", "1"),
    "欧元": ("欧元", "1"), "euros": ("欧元", "1"), "英镑": ("英镑", "1"), "pounds": ("英镑", "1"), "港元": ("港元", "1"),
    "日元": ("日元", "1"), "吨标准煤": ("吨标准煤", "1"), "吨": ("吨", "1"), "tonnes": ("吨", "1"), "tons": ("吨", "1"),
    "公斤": ("吨", "0.001"), "千克": ("吨", "0.001"), "斤": ("吨", "0.0005"), "公里": ("公里", "1"), "千米": ("公里", "1"),
    "kilometres": ("公里", "1"), "kilometers": ("公里", "1"), "km": ("公里", "1"), "米": ("公里", "0.001"),
    "metres": ("公里", "0.001"), "公顷": ("公顷", "1"), "hectares": ("公顷", "1"), "亩": ("亩", "1"), "平方公里": ("平方公里", "1"),
    "平方千米": ("平方公里", "1"), "平方米": ("平方米", "1"), "立方米": ("立方米", "1"), "千瓦时": ("千瓦时", "1"),
    "度电": ("千瓦时", "1"), "千瓦": ("千瓦", "1"), "兆瓦": ("千瓦", "1000"), "吉瓦": ("千瓦", "1000000"),
    "gw": ("千瓦", "1000000"), "mw": ("千瓦", "1000"), "kw": ("千瓦", "1"), "人次": ("人次", "1"), "人": ("人", "1"),
    "people": ("人", "1"), "persons": ("人", "1"), "名": ("人", "1"), "位": ("人", "1"), "户次": ("户次", "1"), "户": ("户", "1"),
    "households": ("户", "1"), "家": ("家", "1"), "所": ("所", "1"), "个": ("个", "1"), "项": ("项", "1"),
    "标准箱": ("标准箱", "1"), "teu": ("标准箱", "1"), "辆": ("辆", "1"), "台": ("台", "1"), "套": ("套", "1"), "件": ("件", "1"),
    "张": ("张", "1"), "座": ("座", "1"), "条": ("条", "1"), "处": ("处", "1"), "批": ("批", "1"), "倍": ("倍", "1"),
    "times": ("倍", "1"), "次": ("次", "1"), "岁": ("岁", "1"), "小时": ("小时", "1"), "hours": ("小时", "1"),
    "分钟": ("分钟", "1"), "minutes": ("分钟", "1"), "个工作日": ("工作日", "1"), "工作日": ("工作日", "1"),
    "working days": ("工作日", "1"), "天": ("日", "1"), "days": ("日", "1"), "个月": ("月", "1"), "months": ("月", "1"),
    "周": ("周", "1"), "weeks": ("周", "1"), "年": ("年", "1"), "years": ("年", "1"), "分": ("分", "1"), "微克": ("微克", "1"),
    "℃": ("℃", "1"), "摄氏度": ("℃", "1"), "°c": ("℃", "1"),
}  # fmt: skip
UNITS = {written: (normal, Decimal(factor)) for written, (normal, factor) in _UNITS.items()}

# Behind a number that counts or measures, as a pattern: 2000户 is no year. But 2024部门预算 only begins like it.
MEASURE_WORD = (
    r"\s?(?:[%％‰℃万亿千百座辆亩吨栋幢艘株棵床倍岁篇克毫]|个(?![人体税性]人?)|多(?!数)|余(?!额)|元(?!旦)|[美欧港日]元|人(?![均口大民社才事工力类员])"
    r"|名(?![单录称义])|户(?![籍均口外])|张(?![家掖北])|家(?![庭电具居长园])|所(?![得有在以属])|条(?![例款件])|台(?![湾风州账])|套(?!餐)"
    r"|部(?![门分署委长队级])|公[里斤顷]|平方|平米|立方|米(?!面)|里(?!程)|件|项(?!目)|场(?![馆所景均])|处(?![理置罚分级])|间(?!接)|架(?!构)"
    r"|头(?!条)|只(?![有要能是])|例(?![会外行])|批(?![准复发评])|支(?![出付持撑部])|笔(?!试)|位(?![居于列置])|次(?![年月日])|天(?![然津水])"
    r"|小时|分钟|标准?箱|工作日|percent|per cent|thousand|million|billion|trillion)"
)

_BEFORE: dict[Qualifier, str] = {
    "about": "大约|大概|约为?|接近于?|around|about|approximately|roughly|some|circa",
    "nearly": "将近|接近|近|nearly|almost|close to",
    "over": "超过|突破|高于|多于|大于|逾|超|more than|over|above|exceeding|exceeds?|greater than|higher than",
    "at_least": "不少于|不低于|不小于|至少|最少|达到或超过|at least|no less than|no fewer than|not less than|minimum of|a minimum of",
    "at_most": "不超过|不高于|不多于|不大于|不突破|至多|最多|最高|控制在|低于|少于|小于"
    "|at most|no more than|not more than|up to|under|below|less than|fewer than|within|a maximum of",
}
_AFTER: dict[Qualifier, str] = {
    "about": "左右|上下|or so",
    "at_least": "及?以上|or more|or above|or higher|and above",
    "at_most": "及?以内|之内|及?以下|or less|or below|or fewer",
    "over": "多|余|开外",
}
# Longest first, since 不超过 holds 超过.
_WORDS_BEFORE = sorted(((word, name) for name, words in _BEFORE.items() for word in words.split("|")), key=lambda item: -len(item[0]))
_QUALIFIER_BEFORE = re.compile(
    rf"({'|'.join(word for word, _ in _WORDS_BEFORE)})\s*(?:到|至|了|为|给予|补[助贴]|奖励|资助|可(?:获得?|达|享受|给予)?)?"
    r"\s*(?:a total of\s*)?[$¥€£￥]?\s*$"
)
_QUALIFIERS_AFTER = [(name, re.compile(rf"\s*(?:的)?(?:{words})")) for name, words in _AFTER.items()]

# 30.5微克/立方米以内: what a unit is told for stands before the qualifier.
_PER = re.compile(r"^\s*[/／]\s?(?:立方米|平方米|平方公里|千瓦时|小时|人|户|亩|年|月|日|天)")

_UP = "增长|增加|提高|上升|上涨|提升|新增|扩大|增幅|涨幅|growth|grow|grew|grown|increased?|rise|rose|rising|up"
_DOWN = (
    "下降|减少|降低|下跌|回落|收窄|降幅|跌幅|压减|削减|下调|decreased?|declined?|fell|fall|falling|reduced?|reduction|cut|down|drop(?:ped)?"
)
_DIRECTION = re.compile(rf"({_UP})|({_DOWN})")
_CLAUSE = re.compile(r"[，。；、,;]|\. ")


def qualifier_of(before: str, after: str) -> Qualifier | None:
    """The qualifier of a figure by the words right before and right behind it, unit included; both are lower case."""
    after = _PER.sub("", after)
    found = _QUALIFIER_BEFORE.search(before)
    if found:
        said = next(name for word, name in _WORDS_BEFORE if re.fullmatch(word, found.group(1)))
        inside = said == "at_most" and found.group(1) == "控制在" and not _QUALIFIERS_AFTER[2][1].match(after)
        return _after(after) or ("about" if inside else said)
    return _after(after)


def _after(text: str) -> Qualifier | None:
    return next((name for name, pattern in _QUALIFIERS_AFTER if pattern.match(text)), None)


def direction_of(before: str) -> Direction | None:
    """Up or down, by the last word of change in the clause before a figure."""
    clause = _CLAUSE.split(before)[-1]
    found = list(_DIRECTION.finditer(clause))
    return None if not found else ("up" if found[-1].group(1) else "down")
