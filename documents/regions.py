"""The 34 provinces of China by their names, and what speaks of the whole country."""

import re

from documents.text import fold

NATIONAL = "全国"
_SHORT = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
# Read from left to right, so that 浙江西部 holds 浙江 and not 江西; a university or railway bureau is no province.
_PROVINCE = re.compile(rf"({_SHORT})(?!大学|师范|理工|工业大学|铁路|路|人寿|银行股份)")
_CENTRAL = re.compile(
    r"国务院|中共中央|党中央|中央办公厅|全国人民代表大会|全国人大|中华人民共和国|全国政协|国家发展改革委|国家发展和改革委员会|国家统计局|中国人民银行"
    r"|最高人民法院|最高人民检察院|国家[一-鿿]{2,10}(?:局|委|委员会|办公室)|(?:^|[、\s])(?!省|市|区)[一-鿿]{2,8}部(?:办公厅|[一-鿿]{1,6}司)?(?=关于|对|等|、|\s|$)|^全国"
)


def provinces_in(text: str) -> frozenset[str]:
    """The short names of all provinces that a text names."""
    return frozenset(_PROVINCE.findall(fold(text)))


def region_of(text: str) -> str | None:
    """The short name of the one province that the text names, 全国 for a central body, None where it names none or several."""
    text = fold(text)
    named = set(_PROVINCE.findall(text))
    if named:
        return named.pop() if len(named) == 1 else None
    return NATIONAL if _CENTRAL.search(text) else None
