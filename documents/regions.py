"""The provinces and cities of China in texts, and what speaks of the whole country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from documents.places import Place, find_place, names_in_full, places
from documents.text import fold
from documents.types import Language

NATIONAL = "全国"
# As alternatives of a regular expression.
PROVINCE_NAMES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_ENGLISH = dict(
    zip(
        "beijing tianjin shanghai chongqing hebei shanxi liaoning jilin heilongjiang jiangsu zhejiang anhui fujian jiangxi shandong henan"
        " hubei hunan guangdong hainan sichuan guizhou yunnan shaanxi gansu qinghai taiwan innermongolia guangxi tibet ningxia xinjiang"
        " hongkong macao".split(),
        PROVINCE_NAMES.split("|"),
        strict=True,
    )
) | {"macau": "澳门", "xizang": "西藏"}
ENGLISH_PROVINCE_NAMES = "|".join(name.replace("innerm", "inner m").replace("hongk", "hong k") for name in _ENGLISH)
_ENGLISH_NAME = re.compile(rf"\b(?:{ENGLISH_PROVINCE_NAMES})\b")
# A university or railway bureau is no province.
_NO_PLACE = "(?!市?社会科学院|市?社科院|大学|师范|理工|工业大学|铁路|路|人寿|银行股份|合作组织|州)"
# Read from left to right, so that 浙江西部 holds 浙江 and not 江西.
_PROVINCE = re.compile(f"({PROVINCE_NAMES}){_NO_PLACE}")
_CENTRAL = re.compile(
    r"国务院|中共中央|党中央|中央办公厅|全国人民代表大会|全国人大|中华人民共和国|全国政协|国家发展改革委|国家发展和改革委员会|国家统计局|中国人民银行"
    r"|最高人民法院|最高人民检察院|国家[一-鿿]{2,10}(?:局|委|委员会|办公室)|(?:^|[、\s])(?!省|市|区)[一-鿿]{2,8}部(?:办公厅|[一-鿿]{1,6}司)?(?=关于|对|等|印发|发布|出台|、|\s|$)|^全国"
)
# Words that hold the name of a city; each was met in real texts.
_OTHER_WORDS = re.compile("[出入]海口|伟大理|大理[石寺论想]|[均平]衡水|喀什米尔|苏达州|挪威海")

# Cities that people ask after by name alone. With all 333 here, questions on small cities lost the notices that name only their district
# (recall@1 .917 to .905 over 253 questions on notices).
_CITY = re.compile(
    "石家庄|唐山|秦皇岛|邯郸|太原|呼和浩特|包头|沈阳|大连|鞍山|长春|哈尔滨|齐齐哈尔|大庆|南京|无锡|徐州|常州|苏州|南通|连云港|扬州|镇江|杭州|宁波|温州|嘉兴|绍兴|金华"
    "|台州|合肥|芜湖|蚌埠|福州|厦门|泉州|漳州|莆田|南昌|九江|赣州|济南|青岛|淄博|烟台|潍坊|济宁|威海|临沂|郑州|洛阳|武汉|宜昌|襄阳|长沙|株洲|湘潭|岳阳|广州|深圳"
    "|珠海|汕头|佛山|东莞|惠州|湛江|南宁|柳州|桂林|海口|三亚|成都|绵阳|宜宾|贵阳|遵义|昆明|大理|拉萨|西安|宝鸡|咸阳|兰州|天水|西宁|银川|乌鲁木齐|克拉玛依"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A province by its short name, or 全国; `code` is that of the city where there is one, else of the province, None for 全国."""

    province: str
    city: str | None = None
    code: str | None = None


def cities_in(text: str) -> frozenset[str]:
    """The large cities that a text names."""
    return frozenset(_CITY.findall(fold(text)))


def places_in(text: str) -> frozenset[str]:
    """The provinces and large cities that a text names."""
    return provinces_in(text) | cities_in(text)


def provinces_in(text: str) -> frozenset[str]:
    """The short names of all provinces that a text names."""
    return frozenset(_PROVINCE.findall(fold(text)))


def provinces_in_english(folded: str) -> frozenset[str]:
    """The short Chinese names of the provinces that a folded text names in English."""
    return frozenset(_ENGLISH[found.replace(" ", "").replace("'", "")] for found in _ENGLISH_NAME.findall(folded))


def provinces_named(text: str) -> list[str]:
    """The short names of the provinces that a text names in Chinese or English, in order, each once."""
    folded = fold(text)
    found = [(match.start(), match.group(1)) for match in _PROVINCE.finditer(folded)]
    found += [(match.start(), _ENGLISH[match.group().replace(" ", "").replace("'", "")]) for match in _ENGLISH_NAME.finditer(folded)]
    return list(dict.fromkeys(name for _, name in sorted(found)))


def region_in_language(region: str, language: Language) -> str:
    """A short name of a province, or 全国, as a reader of that language knows it; any other place stays as it is written."""
    return region if language == "zh" else _in_english().get(region, region)


@lru_cache(maxsize=1)
def _in_english() -> dict[str, str]:
    names = {chinese: english for english, chinese in _ENGLISH.items() if english not in ("macau", "xizang")}
    spelled = {chinese: english.replace("innerm", "inner m").replace("hongk", "hong k").title() for chinese, english in names.items()}
    return spelled | {NATIONAL: "China"}


def region_in(text: str) -> Region | None:
    """The one province that a text names itself or by its cities, 全国 for a central body, None where it names none or several."""
    folded = fold(text)
    cities = set(_cities(folded))
    named = set(_PROVINCE.findall(folded)) - {place.short for place in cities}  # 海南州 lies in 青海
    named = named or {place.province for place in cities}
    if len(named) > 1:
        return None
    if not named:
        return Region(NATIONAL) if _CENTRAL.search(folded) else None
    (province,) = named
    within = [place for place in cities if place.province == province]
    return region_of(within[0] if len(within) == 1 else find_place(province))


def cities_named(text: str) -> frozenset[str]:
    """The short names of all prefecture-level cities that a text names."""
    return frozenset(place.short for place in _cities(fold(text)))


@lru_cache(maxsize=1)
def place_pattern() -> str:
    """Provinces and cities in Chinese, with the word for what they are, and provinces in English, as one pattern; case does not count."""
    names = [*sorted(_cities_by_name(), key=len, reverse=True), *PROVINCE_NAMES.split("|")]
    chinese = rf"(?:{'|'.join(names)})(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|省|市)?{_NO_PLACE}"
    return f"(?:{chinese}|(?i:{_ENGLISH_NAME.pattern}))"


def region_of(place: Place | None) -> Region | None:
    """A place as a region; a city lies in its province."""
    return Region(place.province, place.short if place.is_city else None, place.code) if place else None


def _cities(folded: str) -> Iterator[Place]:
    found = (_cities_by_name().get(match.group()) for match in _named().finditer(_OTHER_WORDS.sub(" ", folded)))
    return (place for place in found if place)


@lru_cache(maxsize=1)
def _cities_by_name() -> dict[str, Place]:
    cities = [place for place in places() if place.is_city]
    return {name: place for place in cities for name in (*names_in_full(place), *([place.short] if place.alone else []))}


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """Cities, longest name first, and provinces, which take their characters with them: 河南通过 names no 南通."""
    names = [*sorted(_cities_by_name(), key=len, reverse=True), *PROVINCE_NAMES.split("|")]
    return re.compile(f"(?:{'|'.join(names)}){_NO_PLACE}")
