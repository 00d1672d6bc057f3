"""Whether two Han characters sound alike, tones aside: what input methods mix up. The only importer of pypinyin."""

import os
from functools import lru_cache

# Endings and beginnings that many speakers do not tell apart.
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))


def sounds_like(one: str, other: str) -> bool:
    return not set(_sounds(one)).isdisjoint(_sounds(other))


def usually_sounds_like(one: str, other: str) -> bool:
    """Whether they sound alike in the commonest reading of each: 跌 has a rare one in which it sounds like 突."""
    return _sounds(one)[:1] == _sounds(other)[:1]


@lru_cache(maxsize=8192)
def _sounds(character: str) -> tuple[str, ...]:
    """All readings of a character, the commonest first, without tones."""
    # Its readings of words take .2 s to load and say nothing of a single character.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True) or ([],)
    return tuple(map(_plain, readings))


def _plain(reading: str) -> str:
    for written, merged in _MERGED:
        reading = reading.replace(written, merged)
    return reading
