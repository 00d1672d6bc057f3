"""Who gave a report: told by a line under its title that shares no word with the question, and so is looked for by what it names."""

import re
from functools import lru_cache

from documents.regions import place_pattern
from documents.text import fold
from rag.find import Evidence
from rag.sentences import Scored

_WHO = "(?:谁|何人|什么人|哪位|哪个人)(?:领导|省长|市长|主席|同志)?"
_GIVES = "(?:作|做|写|宣读|发表)"
# So many characters of a report are its title with what stands under it.
_HEAD = 300
_TITLE = "(?:省长|市长|区长|县长|州长|(?<!国家)主席|总理|主任|局长|部长|厅长|(?<!总)书记)"
_OFFICIAL = re.compile(rf"{_TITLE}\s*[一-鿿]{{2,4}}|[一-鿿]{{2,3}}{_TITLE}")


@lru_cache(maxsize=1)
def _asked() -> re.Pattern[str]:
    """青海报告是谁作的, 谁作的广东省政府工作报告, 报告人是谁: of the report itself, and of no other that it speaks of (审计报告)."""
    report = rf"(?:{place_pattern()}|(?:19|20)\d\d年?度?|今年|去年|这份|该|省|市|的|和|与|、)*(?:人民)?(?:政府)?(?:工作)?报告"
    end = "[吗呢]?[？?。]?$"
    return re.compile(
        rf"^(?:请问)?(?:{report}(?:是?由?{_WHO}(?:来|所)?{_GIVES}[出了]?的?|的?(?:报告)?(?:人|作者)是{_WHO})"
        rf"|是?{_WHO}{_GIVES}[出了]?的?{report}){end}"
    )


def bylines(evidence: Evidence) -> list[Scored]:
    """Of each found report the first sentence of its head that names an official, best report first; none for any other question."""
    if not _asked().match(fold(evidence.query.text)):
        return []
    first: dict[str, Scored] = {}
    for sentence in evidence.sentences:
        report, place = sentence.hit.entry.report_id, _place(sentence)
        if place < _HEAD and _OFFICIAL.search(sentence.text) and (report not in first or place < _place(first[report])):
            first[report] = sentence
    return list(first.values())


def _place(sentence: Scored) -> int:
    return sentence.hit.passage.place(sentence.start)
