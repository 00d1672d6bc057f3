"""Properties that office files carry beside their text."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

_NAMES = ("title", "author", "created", "modified", "subject", "keywords")


def properties_of(document: Any, members: Iterable[str]) -> dict[str, str]:
    """The core properties of a document of python-docx or python-pptx, which make some up where the file's members hold none."""
    if not any(name.startswith("docProps/core") for name in members):
        return {}
    return named({name: getattr(document.core_properties, name) for name in _NAMES})


def named(values: dict[str, Any]) -> dict[str, str]:
    """The properties that say something, as text."""
    texts = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
    return {name: " ".join(str(text).split()) for name, text in texts.items() if text and str(text).strip()}
