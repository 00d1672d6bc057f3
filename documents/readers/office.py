"""Properties that office files carry beside their text."""

import datetime as dt
from typing import Any

# Ours, and the names that Word, Excel and PowerPoint files share.
_NAMES = {"title": "title", "author": "author", "created": "created", "modified": "modified", "subject": "subject", "keywords": "keywords"}


def properties_of(core: Any) -> dict[str, str]:
    """The core properties of a file as python-docx and python-pptx give them; dates are ISO."""
    return named({name: getattr(core, theirs) for name, theirs in _NAMES.items()})


def named(values: dict[str, Any]) -> dict[str, str]:
    """The properties that say something, as text."""
    texts = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
    return {name: " ".join(str(text).split()) for name, text in texts.items() if text and str(text).strip()}
