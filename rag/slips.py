"""Slips of one character in a question, told by what the collection knows and mended from the text of the best candidates."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from documents.numerals import CHINESE_NUMERAL
from documents.regions import PROVINCE_NAMES
from documents.sounds import sounds_like, usually_sounds_like
from documents.text import HAN, fold, is_han
from index.words import tokens

Known = Callable[[str], int]
IsWord = Callable[[str], bool]
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{4,}(?![A-Za-z0-9])")
_RUN = re.compile(f"[{HAN}]{{4,}}")
# What asks stands in no report, and neither does 个省 of 哪个省: a run ends before it, and it is no slip itself.
_ASKING = re.compile("(?:哪[个些]|哪几个|各个?|每个?)[省市县区州镇乡村]|多少|什么|哪些|哪个|哪里|怎么|怎样|如何|请问|是多|几[个家项座所条]")
# What denies, and what says which way: without them, or with others, a question asks for the opposite.
_DENYING = frozenset("未不无非没否勿")
_DIRECTING = frozenset("跌降减升增涨超低高多少上下内外前后东西南北左右进出入缩扩盈亏早晚快慢")
# Words of questions stand in few reports, and are no slips of others.
_GRAMMAR = frozenset("是的了在有吗呢和与及或为被将把对于要会能可不")
_ASKING_WORDS = frozenset("much many such what which when where whose whom does will would should could have been there their".split())
_LONGER_WORDS = (3, 4)  # Han characters
_LONGEST_WORD = 20  # letters: every edit of a word is looked up
_SHORTEST_STEM = 3  # letters: of soed and aiing, so and ai are left, which are other words
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def correct(text: str, known: Known, texts: Sequence[str], is_word: IsWord) -> str | None:
    """The question without its slips; None where none is sure. Figures are never touched.

    `known` counts the passages that hold a term; what `is_word` knows is a word of the language though no passage holds it, and no slip
    of another: 上限 is not 上线 written wrong.
    """

    def stands(term: str) -> bool:
        return known(term) > 0 or is_word(term)

    mended = _RUN.sub(lambda run: _mend_run(fold(run.group()), known, stands, texts) or run.group(), text)
    if mended == text:
        pieces = _ASKING.split(text)
        sounds = [_same_sound(fold(piece), known, stands, texts) or piece for piece in pieces]
        mended = _joined(text, pieces, sounds)
    mended = _WORD.sub(lambda word: word.group() if _is_name(word) else _mend_word(word.group(), known, stands), mended)
    return mended if mended != text else None


def _is_name(word: re.Match[str]) -> bool:
    """A capital within a sentence: an unknown name is a name, and not a slip of another."""
    return word.group()[0].isupper() and word.start() > 0


def _mend_run(run: str, known: Known, stands: IsWord, texts: Sequence[str]) -> str | None:
    """An unknown word of two characters makes three unknown bigrams in a row and is left alone."""
    unknown = [not stands(run[at : at + 2]) for at in range(len(run) - 1)]
    asking = {at for match in _ASKING.finditer(run) for at in range(*match.span())}
    may_slip = [character not in CHINESE_NUMERAL and at not in asking for at, character in enumerate(run)]
    return _put_in_order(run, unknown, may_slip, known) or _exchanged(run, unknown, may_slip, stands, texts)


def _put_in_order(run: str, unknown: Sequence[bool], may_slip: Sequence[bool], known: Known) -> str | None:
    """The run with a doubled character once, or with two characters swapped."""
    for at in range(1, len(run) - 2):
        a, b = run[at - 1], run[at]
        if not (unknown[at] and may_slip[at] and may_slip[at + 1]):
            continue
        if b == run[at + 1] and not unknown[at - 1] and not unknown[at + 1]:
            return run[:at] + run[at + 1 :]
        swapped = a + run[at + 1] + b + run[at + 2]
        if unknown[at - 1] and unknown[at + 1] and all(known(swapped[n : n + 2]) for n in range(3)):
            return run[: at - 1] + swapped + run[at + 3 :]
    return None


def _exchanged(run: str, unknown: Sequence[bool], may_slip: Sequence[bool], stands: IsWord, texts: Sequence[str]) -> str | None:
    """The run with another character in the place of one that makes two unknown bigrams between known ones."""
    folded = "\n".join(map(fold, texts)) if any(unknown) else ""
    for at in range(2, len(run) - 2):
        if not may_slip[at] or list(unknown[at - 2 : at + 2]) != [False, True, True, False] or _is_within_word(run, at, stands):
            continue
        filler = _filler(run[:at], run[at + 1 :], folded)
        if filler and not _turns(run[at], filler):
            return run[:at] + filler + run[at + 1 :]
    return None


def _is_within_word(text: str, at: int, stands: IsWord) -> bool:
    """Whether a character belongs to a longer word as it is written, of which the bigrams alone may be unknown."""
    return any(stands(text[start : start + size]) for size in _LONGER_WORDS for start in range(max(0, at - size + 1), at + 1))


def _turns(written: str, meant: str) -> bool:
    """Whether an exchange may make a question ask for the opposite: neither 未破 nor 跌破 is 突破.

    A direction may be written with a character that sounds like it: 新赠 → 新增.
    """
    if written in _DENYING:
        return True
    return not (_DENYING | _DIRECTING).isdisjoint((written, meant)) and not usually_sounds_like(written, meant)


def _same_sound(piece: str, known: Known, stands: IsWord, texts: Sequence[str]) -> str | None:
    """The piece with a character exchanged for one of the same sound, as input methods slip: 公圆 → 公园, 海难省 → 海南省.

    All bigrams of the character are unknown as it stands and known as it is mended, and the candidates hold it beside a neighbour;
    one that is grammar says nothing alone: 省的 is not 新的.
    """
    said = "\n".join((*map(fold, texts), PROVINCE_NAMES))  # a province with a slip brings no passage of its own
    for at in (at for at in range(len(piece)) if is_han(piece[at]) and piece[at] not in CHINESE_NUMERAL and piece[at] not in _GRAMMAR):
        left, right = piece[at - 1 : at] if at else "", piece[at + 1 : at + 2]
        pairs = [(side, place) for side, place in ((left, 0), (right, 1)) if side and is_han(side)]
        if all(side in _GRAMMAR for side, _ in pairs) or _is_within_word(piece, at, stands):
            continue
        if any(stands(side + piece[at] if place == 0 else piece[at] + side) for side, place in pairs):
            continue
        alike = [other for other in _beside(pairs, said) if other != piece[at] and sounds_like(other, piece[at])]
        others = [other for other in alike if not _turns(piece[at], other)]
        whole = [o for o in others if all(known(side + o if place == 0 else o + side) for side, place in pairs)]
        if whole:
            return piece[:at] + max(whole, key=lambda o: (said.count(left + o) + said.count(o + right), o)) + piece[at + 1 :]
    return None


def _beside(pairs: Sequence[tuple[str, int]], said: str) -> list[str]:
    """The characters that stand beside one of the neighbours in the candidates, in order."""
    found: dict[str, None] = {}
    for side, place in pairs:
        pattern = rf"{re.escape(side)}([{HAN}])" if place == 0 else rf"([{HAN}]){re.escape(side)}"
        found.update(dict.fromkeys(re.findall(pattern, said)))
    return list(found)


def _joined(text: str, pieces: Sequence[str], mended: Sequence[str]) -> str:
    """The text with its pieces exchanged, what stands between them kept; only pieces that were mended change."""
    out, position = "", 0
    for piece, new in zip(pieces, mended, strict=True):
        at = text.index(piece, position)
        out += text[position:at] + new
        position = at + len(piece)
    return out + text[position:]


def _filler(before: str, after: str, folded: str) -> str | None:
    """The most frequent character between the same neighbours in the candidates, two on each side before one."""
    for left, right in ((before[-2:], after[:2]), (before[-2:], after[:1]), (before[-1:], after[:2])):
        found: Counter[str] = Counter(re.findall(rf"{re.escape(left)}([{HAN}]){re.escape(right)}", folded))
        best = max(found, key=lambda character: (found[character], character), default=None)
        if best is not None and best not in CHINESE_NUMERAL:
            return best
    return None


def _mend_word(word: str, known: Known, stands: IsWord) -> str:
    """The known word at one edit that stands in most passages, for a word that stands in none."""
    stems = tokens(word)
    if not stems or known(stems[0]) or stands(word.lower()) or word.lower() in _ASKING_WORDS or len(word) > _LONGEST_WORD:
        return word
    stemmed = ((edit, tokens(edit)) for edit in _edits(word.lower()))
    frequencies = {edit: known(stem[0]) for edit, stem in stemmed if stem and len(stem[0]) >= _SHORTEST_STEM}
    best = max(sorted(frequencies), key=frequencies.__getitem__, default=word)
    return best if frequencies.get(best) else word


def _edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in _LETTERS)
