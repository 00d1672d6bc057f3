"""What stands around the text of a web page: menus, paths, share buttons, related links, the foot with its registration numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from documents.parts import Part

_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary"}
# Words in the classes and ids of such elements; the last ones are initials of 当前位置, 相关新闻, 相关链接 and 友情链接.
_NAMES = {
    *"nav navbar navigation menu submenu topbar breadcrumb breadcrumbs crumb crumbs share sharing bdsharebuttonbox footer foot".split(),
    *"copyright cookie cookies related recommend sidebar pagination pager prevnext feedback skip toolbar tools qr qrcode print".split(),
    *"login search dqwz xgxw xglj yqlj".split(),
}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# More than this share of the page is its content, whatever it is called.
_MOST_SHARE = 0.3
_LONGEST_LINE = 120
_BUTTON = "打印本页|打印|关闭窗口|关闭本页|关闭|返回顶部|返回首页|收藏本页|加入收藏|设为首页"
_LINE = re.compile(
    r"^(?:您|你)?(?:现在|当前)?(?:所在)?的?位置\s*[：:]|^分享(?:到|至|[：:])|^扫一扫|^[上下]一[篇条]\s*[：:]"
    rf"|^(?:[\s【】\[\]|]*(?:{_BUTTON}))+[\s】\]]*$|^Skip to (?:main )?content$|^Share (?:this page|on )",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"[\u4e00-\u9fff]ICP备|公网安备|网站标识码|^版权所有|^Copyright\b|^©|^(?:主办|承办|运维)(?:单位)?\s*[：:]", re.IGNORECASE
)
_MORE = re.compile(
    r"^(?:相关(?:稿件|新闻|阅读|链接|报道|文章|信息|推荐|专题)|推荐阅读|热点推荐|友情链接|Related content|Is this page useful\?)$",
    re.IGNORECASE,
)
# What changes from visit to visit in the line on date and source.
_COUNTERS = re.compile(
    r"[\s　|]*(?:(?:浏览|点击|阅读|访问)(?:次数|数|量)?\s*[：:]\s*\d*\s*次?"
    r"|【?\s*(?:字[体号]\s*[：:]?)?\s*[\[【(（]?\s*大\s*中\s*小\s*[\]】)）]+(?:\s*打印)?)"
)
# Lines that say what the document is, as government pages set them above its title.
_LABEL = re.compile(
    r"^(?:标题|名称|索引号|主题(?:分类|词)|(?:发文|发布|制定|公开)(?:机关|机构|单位)|(?:成文|发布|发文|印发|生成|公开|生效|失效)(?:日期|时间)"
    r"|发文字号|文号|有效性|公文种类|体裁分类|来源|日期|时间|关键词)\s*[：:]\s*\S"
)
_PROSE = re.compile(r"[。！？；]|[a-z]\.(?:\s|$)")


def remove_furniture(body: Any) -> None:
    """Takes out the elements that their role, class or id calls so, and those that are not shown."""
    whole = _size(body)
    for element in list(body.iterdescendants()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        named = element.get("role") in _ROLES or not _NAMES.isdisjoint(_words(element))
        if _is_hidden(element) or (
            named and _size(element) < _MOST_SHARE * whole and element.find(".//h1") is None and element.tag != "h1"
        ):
            element.drop_tree()


def without_lines(parts: Sequence[Part], title: str | None) -> list[Part]:
    """The parts without such lines, and without lists of links above the title and below the text."""
    parts = _from_title(parts, title)
    last = max((at for at, part in enumerate(parts) if part.kind == "table" or _PROSE.search(part.text)), default=-1)
    kept: list[Part] = []
    more = False
    for at, part in enumerate(parts):
        more = bool(_MORE.match(part.text)) or (more and at > last)
        text = part.text if part.kind == "table" else _COUNTERS.sub("", part.text).strip()
        around = len(text) <= _LONGEST_LINE and (_LINE.search(text) or (at > last and _FOOT.search(text)))
        if text and not more and not around:
            kept.append(replace(part, text=text))
    return kept


def _from_title(parts: Sequence[Part], title: str | None) -> Sequence[Part]:
    """From the title on, with the lines above it that have labels ("发文机关：国务院"); everything where prose stands above."""
    name = "".join((title or "").split())
    at = next((at for at, part in enumerate(parts) if name and "".join(part.text.split()) == name), 0)
    if any(_PROSE.search(part.text) and not is_label(part) for part in parts[:at]):
        return parts
    return [*(part for part in parts[:at] if is_label(part)), *parts[at:]]


def is_label(part: Part) -> bool:
    return _LABEL.match(part.text) is not None


def _words(element: Any) -> set[str]:
    return {word.lower() for word in _WORD.findall(f"{element.get('class', '')} {element.get('id', '')}")}


def _size(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext("*"))


def _is_hidden(element: Any) -> bool:
    style = "".join(element.get("style", "").lower().split())
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
