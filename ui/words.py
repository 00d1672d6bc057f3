"""Every word that the surfaces show, in both languages. A test holds the keys of the two equal."""

import re
from collections.abc import Mapping
from typing import get_args

from documents.types import Language
from ui.chinese import CHINESE
from ui.english import ENGLISH

LANGUAGES: tuple[Language, ...] = get_args(Language)

WORDS: Mapping[Language, Mapping[str, str]] = {"zh": CHINESE, "en": ENGLISH}

# Control characters could move a terminal's cursor, directional overrides could make a quote read as something else.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(language: Language, key: str, **values: object) -> str:
    return WORDS[language][key].format(**values)


def visible(text: str) -> str:
    """Text of a report or a client, safe to show: without control characters and directional overrides."""
    return _HIDDEN.sub("", text)
