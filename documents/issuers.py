"""Who issued a document: by its title, letterhead, labels, speaker, signature or file properties."""

import re
from collections.abc import Mapping, Sequence

from documents.dates import is_date
from documents.places import find_place
from documents.text import fold

_BODY = "人民政府|政府|办公厅|办公室|委员会|委|部|局|厅|司|署|院|会|中心|银行|总队|组|公司|集团|大学|海关"
BODY_NAME = rf"[一-鿿、\s]{{2,60}}?(?:{_BODY})"
_ONE_NAME = rf"[一-鿿]{{2,30}}(?:{_BODY})"
_DATE = (
    r"(?:[12１２][\d０-９]{3}|[一二][〇零○一二三四五六七八九]{3})\s*年"
    r"\s*[\d０-９一二三四五六七八九十]{1,3}\s*月\s*[\d０-９一二三四五六七八九十]{1,3}\s*日"
)
_IN_TITLE = re.compile(rf"^({BODY_NAME})(?:等[一-鿿]{{1,6}})?(?:印发|发布|转发|对)?[“\"]?关于")
_LETTERHEAD = re.compile(rf"^({BODY_NAME})文件$")
_SPEAKING_FOR = re.compile(r"我代表((?:[一-鿿]{2,12}(?:省|市|自治区|特别行政区|县|区|州))人民政府|国务院)")
_LABEL = r"(?:发文机关|发文机构|发文单位|发布机构|发布单位|制定机关|印发机关|颁布单位)\s*[】\]]?\s*[：:]?\s*"
_LABELLED = re.compile(rf"{_LABEL}(?:({BODY_NAME})\s*$|({_ONE_NAME}(?:、{_ONE_NAME})*)(?=\s|【|$))")
_SIGNATURE = re.compile(rf"^{BODY_NAME}$")
# "…报告。 甘肃省财政厅 甘肃省医疗保障局 2020年2月7日", also as the line of the printing office.
_SIGNED = re.compile(
    rf"(?:^|[。！？；：）)”\d]\s*)((?:{_ONE_NAME}\s+)*{_ONE_NAME})\s*({_DATE})\s*(?:印发|发布)?\s*[）)]?\s*(?:[（(]此件[^）)]{{2,8}}[）)])?$"
)
# "…及时上报。 国家税务总局", without a date.
_UNDATED = re.compile(rf"[。！]\s+({_ONE_NAME})$")
# A page whose lines were run together: "… 顺义区人民政府办公室 关于印发若干措施的通知 顺政办发〔2020〕3号 各镇人民政府".
_RUN_TOGETHER = re.compile(rf"(?:^|\s)({_ONE_NAME}(?:\s+{_ONE_NAME})*)\s*关于[^。\s]{{4,120}}(?:通知|意见|公告|通告|决定|函|措施|批复)\s")
_WORK_REPORT = re.compile(r"^(?:\d{4}年)?(?:中华人民共和国)?([一-鿿]{2,12}?)(?:人民)?政府工作(?:的)?报告")
_OWN_PROVINCE_UNNAMED = ("自治", "特别", "省", "市", "本", "我")


def issuer_of(title: str, head: Sequence[str], tail: Sequence[str], properties: Mapping[str, str]) -> str | None:
    found = _IN_TITLE.match(title)
    if found:
        return _clean_name(found.group(1))
    for text in head:
        found = _LETTERHEAD.match(text) or _LABELLED.search(text[:400])
        name = _clean_name(next(filter(None, found.groups()))) if found else _speaks_for(text[:300])
        if name:
            return name
    run_together = next(filter(None, (_RUN_TOGETHER.search(text[:400]) for text in head[:2])), None)
    if run_together:
        return _clean_name(run_together.group(1))
    return _reporting(title) or _signature(tail) or _signature(head) or _signed(tail) or _undated(tail) or _of_file(properties)


def signed_date(tail: Sequence[str]) -> str | None:
    """The date as written behind the issuer's name at the end of a paragraph."""
    found = _last_signed(tail)
    return found.group(2) if found else None


def _signed(tail: Sequence[str]) -> str | None:
    found = _last_signed(tail)
    return "、".join(found.group(1).split()) if found else None


def _undated(tail: Sequence[str]) -> str | None:
    found = _UNDATED.search(tail[-1][-60:]) if tail else None
    return found.group(1) if found else None


def _last_signed(tail: Sequence[str]) -> re.Match[str] | None:
    return next(filter(None, (_SIGNED.search(text[-150:]) for text in reversed(tail[-4:]))), None)


def _signature(lines: Sequence[str]) -> str | None:
    """The short lines with names of bodies right above a line that is a date."""
    names: list[str] = []
    for line in lines:
        if names and is_date(line):
            return "、".join(names)
        names = [*names, _clean_name(line)] if len(line) <= 40 and _SIGNATURE.match(line) else []
    return None


def _clean_name(name: str) -> str:
    """Several names parted by 、; a name set with spaces between its characters ("国 家 能 源 局") is one name."""
    parts = [part for part in re.split(r"[、\s]+", name) if part]
    return "".join(parts) if all(len(part) == 1 for part in parts) else "、".join(dict.fromkeys(parts))


def _speaks_for(text: str) -> str | None:
    """Whom the speaker says to represent; "自治区人民政府" alone does not say which."""
    found = _SPEAKING_FOR.search(text)
    return found.group(1) if found and not found.group(1).startswith(_OWN_PROVINCE_UNNAMED) else None


def _reporting(title: str) -> str | None:
    """The government whose work report it is: 2025年宁夏政府工作报告 is that of 宁夏回族自治区人民政府."""
    found = _WORK_REPORT.match(title)
    if not found:
        return None
    if found.group(1) == "国务院":
        return "国务院"
    place = find_place(fold(found.group(1)))
    if place:
        return f"{place.name}人民政府"
    return f"{found.group(1)}人民政府" if found.group(1).endswith(("县", "区", "市", "旗")) and len(found.group(1)) > 2 else None


def _of_file(properties: Mapping[str, str]) -> str | None:
    """Publisher or author where that is the name of a body and not of a person or a program."""
    names = (properties.get(key, "").strip() for key in ("publisher", "author"))
    return next((_clean_name(name) for name in names if len(name) >= 4 and _SIGNATURE.match(name)), None)
