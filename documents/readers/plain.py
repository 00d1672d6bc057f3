"""Plain text: runs of lines between blank lines."""

import re

from documents.parts import Part, Reading
from documents.readers.decode import decode

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def read(data: bytes) -> Reading:
    runs = _BLANK_LINES.split(decode(data))
    return Reading(tuple(Part("paragraph", run) for run in runs if run.strip()))
