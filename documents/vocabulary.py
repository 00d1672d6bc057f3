"""Other words for the same thing, from the lists in terms/: names, terms of the other language, official words for everyday ones.

Each list says in its head how its lines are read. They are read once, when the first question comes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from documents.text import fold

_FOLDER = Path(__file__).parent / "terms"
_START = 2  # characters by which words are looked up: no word is shorter


class Terms:
    """Words, folded and with blanks for hyphens, each with its other words; found in a text from left to right, the longest first."""

    def __init__(self, others: Mapping[str, Iterable[str]]) -> None:
        self._others = others
        self._starting: dict[str, list[str]] = {}
        for word in sorted(others, key=len, reverse=True):
            self._starting.setdefault(word[:_START], []).append(word)

    def __iter__(self) -> Iterator[str]:
        return iter(self._others)

    def others(self, word: str) -> tuple[str, ...]:
        """The other words for a word, each once; none for one that is not listed."""
        return tuple(other for other in dict.fromkeys(self._others.get(word, ())) if other != word)

    def within(self, folded: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The listed words of a folded text as (start, end, other words), none overlapping another."""
        text, at = folded.replace("-", " "), 0
        while at < len(text):
            found = next(((word, end) for word in self._starting.get(text[at : at + _START], ()) if (end := _end(word, text, at))), None)
            if found is not None:
                yield at, found[1], self.others(found[0])
            at = found[1] if found else at + 1


def _end(word: str, text: str, at: int) -> int:
    """Where the word ends that begins there, 0 where it does not; Latin words are whole words, and may be plurals."""
    end = at + len(word)
    if not text.startswith(word, at) or (word[0].isascii() and at and _is_latin(text[at - 1])):
        return 0
    if not word[-1].isascii() or not _is_latin(text[end : end + 1]):
        return end
    return next(
        (end + len(plural) for plural in ("s", "es") if text.startswith(plural, end) and not _is_latin(text[end + len(plural) :][:1])), 0
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=1)
def names() -> Terms:
    """Short and full names: each stands for all others of its lines."""
    others: dict[str, list[str]] = {}
    for (group,) in _lines("names.txt", "|"):
        _join(others, group, group)
    return Terms(others)


@lru_cache(maxsize=1)
def translations() -> Terms:
    """Terms in Chinese and English: each stands for those of the other side of its lines."""
    others: dict[str, list[str]] = {}
    for chinese, english in _lines("bilingual.txt", "|"):
        _join(others, chinese, english)
        _join(others, english, chinese)
    return Terms(others)


@lru_cache(maxsize=1)
def official_words() -> Terms:
    """Everyday words with the official ones that they are read as; of one with a blank, both words are to be there."""
    others: dict[str, list[str]] = {}
    for everyday, official in _lines("everyday.txt", ":"):
        _join(others, everyday, official)
    return Terms(others)


def _lines(name: str, mark: str) -> Iterator[list[list[str]]]:
    """The lines of a list, cut at the mark into sides and these at commas into words."""
    text = fold((_FOLDER / name).read_text(encoding="utf-8")).replace("-", " ").replace(", ", ",")
    for line in text.splitlines():
        if line and line[0] != "#":
            yield [side.strip().split(",") for side in line.split(mark)]


def _join(others: dict[str, list[str]], words: Iterable[str], meant: Sequence[str]) -> None:
    for word in words:
        others.setdefault(word, []).extend(meant)
        if word[-1] == "y" and word[-2] not in "aeo":
            others.setdefault(word[:-1] + "ies", []).extend(meant)
