"""How much a slip of one character in each question costs, with and without mending: `python -m benchmarks.slips SET`."""

import random
import sys
from collections.abc import Sequence
from unittest.mock import patch

from benchmarks.collections import Asked, Collection, opened
from documents.text import is_han
from rag.refuse import judge

SEED = 7
QUESTIONS = 250
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def slipped(text: str, chance: random.Random) -> str:
    """The text with one letter or Han character replaced, left out or swapped with the next."""
    places = [at for at in range(1, len(text) - 1) if all(is_han(c) or (c.isascii() and c.isalpha()) for c in text[at : at + 2])]
    if not places:
        return text
    at = chance.choice(places)
    kind = chance.choice(("replace", "delete", "swap"))
    if kind == "replace":
        return text[:at] + chance.choice(COMMON if is_han(text[at]) else "abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]
    return text[:at] + (text[at + 1] + text[at] + text[at + 2 :] if kind == "swap" else text[at + 1 :])


def measured(collection: Collection, questions: Sequence[Asked], texts: Sequence[str]) -> str:
    found = refused = mended = 0
    for asked, text in zip(questions, texts, strict=True):
        evidence = collection.service.evidence(text)
        names = list(dict.fromkeys(hit.entry.source_name for hit in evidence.hits))[:5]
        found += bool(asked.wanted & set(names))
        refused += judge(evidence, collection.service.models.reader) is not None
        mended += evidence.query.corrected is not None
    return f"found@5 {found / len(texts):.3f} refused {refused / len(texts):.3f} mended {mended / len(texts):.3f}"


def main(name: str) -> None:
    chance = random.Random(SEED)
    with opened(name) as collection:
        questions = chance.sample(collection.answerable, min(QUESTIONS, len(collection.answerable)))
        clean = [asked.text for asked in questions]
        wrong = [slipped(text, chance) for text in clean]
        for label, texts in (("clean", clean), ("slips", wrong)):
            with patch("rag.find.correct", lambda *_: None):
                print(name, "seed", SEED, label, "not mended", measured(collection, questions, texts), flush=True)
            print(name, "seed", SEED, label, "mended", measured(collection, questions, texts), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
