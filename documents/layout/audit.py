"""What a page was found to be: text, a picture of text, text that means nothing, letters drawn as outlines, or empty."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from documents.text import HAN, fold
from documents.types import PageKind

# In Han characters, of which three Latin ones count as one. Fewer beside a large picture are a stamp or a page number on a scan.
_FEW = 30
# A page with so many has hardly anything else to say: two thirds of the text pages measured have more.
_PLENTY = 400
_LARGE_PICTURE = 0.5
_LAYER = 0.5
_SMALL_PICTURE = 0.05
# Outlines of some 20 Han characters. Frames and chart lines of 980 real pages came to 500 where there were fewer than `_FEW` characters.
_OUTLINED = 1_000

# Control characters, private use and U+FFFD; not the marks that pdfium puts for a hyphen at a line's end.
_UNMAPPED = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_UNMAPPED_SHARE = 0.15
# Bytes of GBK shown as Latin letters are all of these (ÖÐ¹ú); of French text they are 4 %, of Vietnamese 30 %.
_ACCENTED = re.compile("[\xa0-\u024f\u0250-\u02af\u1e00-\u1eff]")
_FOREIGN = re.compile(f"[^\x00-\u058f\u1e00-\u20cf\u2100-\u2fff\u3000-\u33ff{HAN}\ue000-\uf8ff\ufe30-\ufe4f\uff00-\uffff]")
_ODD_SHARE = 0.35
# One strange sign used over and over is a bullet or the dots of a table of contents; a page of other scripts has one script.
_VARIETY = 6
_ONE_SCRIPT = 0.8
# The share of vowels in words of four letters or more is .36 to .47 on 950 real pages; shifted and random letters have .14 to .23.
_WORD = re.compile("[A-Za-z]{4,}")
_VOWEL = re.compile("[AEIOUYaeiouy]")
_VOWELS = 0.26
_ENOUGH_LETTERS = 150
# The commonest Han characters by their share in notices, reports, laws, news and encyclopedia articles. With the surnames they are
# two thirds of 8,169 such texts and 30 % of the strangest one, 10 % of random characters of daily use, 6 % of UTF-8 read as GBK.
_COMMON = frozenset(
    "的人国在年一中和有为行大业发是日工以地生政对法月市会作上不民部时公区关于成全理进了新定动建务出实用员保个当产者等后经情方主事开家设"
    "加要下学与通应分合力其机现化体高及到可重安本制同提管位名将自长利期规前场能来第资持展电防内他或道并入目院报我府办由施军所多查企三局"
    "面斯复之收门美组据这交已过社间物特城平项被赛金路度外得车处件西单表强省任支基文次网服二运相教代推控击小心疫北海联最系子尔信级改好水"
    "共程也增台量至您式治品元造们数受总立统如县队明各向议点德天性问线调反东接此正十监费标科计决委比案示南权责达就战育亚万医题布因证商里"
    "活解起世该而称司口条克导取意续回领使检记护供求阿况营首集格约都察四质划构视两准影"
)
# A list of people has few of them, but a surname in every third character.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_COMMON_SHARE = 0.16
_ENOUGH_HAN = 60
_SAMPLE = 4_000  # characters that are looked at one by one


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What can be counted on a page without understanding it.

    `text` is its own text that a reader of the page sees. `picture` is the share of its area under pictures, `segments` the number of
    lines and curves drawn on it; both may be 0 for a page that `has_plenty`. `unpainted` is the share of the text that is there to be
    searched and copied but not drawn.
    """

    text: str
    picture: float = 0.0
    segments: int = 0
    unpainted: float = 0.0


def kind_of(facts: PageFacts) -> PageKind:
    """What the page is.

    A page with text and a large picture is mixed: its text is good, what the picture holds is not known.
    """
    if is_garbled(facts.text):
        return "garbled"
    characters = _characters(facts.text)
    if has_layer(facts):
        return "scanned"
    if facts.picture >= _LARGE_PICTURE:
        return "mixed" if characters >= _FEW else "scanned"
    if characters < _FEW and facts.segments >= _OUTLINED:
        return "outlines"
    if characters:
        return "text"
    return "scanned" if facts.picture >= _SMALL_PICTURE else "empty"


def has_layer(facts: PageFacts) -> bool:
    """Whether a scan carries the text that somebody else's recognition found on it, good enough to be taken."""
    return facts.unpainted >= _LAYER and _characters(facts.text) >= _FEW and not is_garbled(facts.text)


def has_plenty(text: str) -> bool:
    """So much good text that neither pictures nor drawings could make the page anything but a text page."""
    return _characters(text) >= _PLENTY and not is_garbled(text)


@lru_cache(maxsize=4)  # asked up to three times of one page
def is_garbled(text: str) -> bool:
    """Whether the characters are not those that are seen on the page: glyph numbers, wrong encodings, letters exchanged for others."""
    solid = "".join(text[:_SAMPLE].split())
    return _has_odd_characters(solid) or _has_no_vowels(text[:_SAMPLE]) or _has_rare_han(solid)


def _characters(text: str) -> float:
    solid = len("".join(text.split()))
    han = len(_HAN_CHARACTER.findall(text))
    return han + (solid - han) / 3


def _has_odd_characters(solid: str) -> bool:
    unmapped, accented, foreign = _UNMAPPED.findall(solid), _ACCENTED.findall(solid), _FOREIGN.findall(solid)
    if len({*unmapped, *accented, *foreign}) < _VARIETY:
        return solid.count("\ufffd") >= _ODD_SHARE * len(solid) > 0
    odd = len(unmapped) + len(accented) + (0 if _is_one_script(foreign) else len(foreign))
    return len(unmapped) >= _UNMAPPED_SHARE * len(solid) or odd >= _ODD_SHARE * len(solid)


def _is_one_script(characters: list[str]) -> bool:
    """Whether most are of the same script (ARABIC, HANGUL), which numbers of glyphs taken for characters never are."""
    scripts = Counter(unicodedata.name(character, "").split(" ", 1)[0] for character in characters)
    return bool(scripts) and max(scripts.values()) >= _ONE_SCRIPT * len(characters)


def _has_no_vowels(text: str) -> bool:
    letters = "".join(_WORD.findall(text))
    return len(letters) >= _ENOUGH_LETTERS and len(_VOWEL.findall(letters)) < _VOWELS * len(letters)


def _has_rare_han(solid: str) -> bool:
    han = _HAN_CHARACTER.findall(solid)
    if len(han) < _ENOUGH_HAN:
        return False
    return sum(character in _COMMON or character in _SURNAMES for character in fold("".join(han))) < _COMMON_SHARE * len(han)
