"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5, told apart by what the bytes are."""

import codecs
import re

from charset_normalizer import from_bytes

from documents.errors import LoadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["gb18030", "big5", "utf_16_le", "utf_16_be", "cp1252"]
# Detection looks at so many bytes: enough to be sure, and the time stays flat for large files.
_SAMPLE = 64_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """The text with line ends as "\\n"; LoadError "unreadable" where the bytes are no text."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        message = "The file holds binary data, not text; save it as UTF-8 text, or give it the ending of its real format."
        raise LoadError("unreadable", message)
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", errors="replace")
    # A few broken bytes in text that is UTF-8 everywhere else: a download cut short, not another encoding.
    if damaged.count("\ufffd") * 200 < sum(character > "\x7f" for character in damaged):
        return damaged
    return data.decode(_detected(data), errors="replace")


def _detected(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is not None:
        return str(best.encoding)
    # A handful of characters gives detection too little to go by: take the encoding that fits.
    for encoding in _CANDIDATES[:2]:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    message = "The file's text encoding is not known; save it as UTF-8 text."
    raise LoadError("unreadable", message)
