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
# Two-byte characters, and those among them that are punctuation or in daily use: the first level of either standard.
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_COMMON = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}
# Text in one of them has nearly all of its characters there and about half of them in the other.
_COMMON_SHARE = 0.8
# English and French text of Windows has a letter beyond ASCII here and there.
_LATIN_SHARE = 0.15
_READABLE = re.compile("[\t\n\r -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
# Detection looks at so many bytes: enough to be sure, and the time stays flat for large files.
_SAMPLE = 64_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """The text with line ends as "\\n"; LoadError "unreadable" where the bytes are no text."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise _binary()
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
    whole = damaged.rstrip("\ufffd")
    only_the_end = "\ufffd" not in whole and not whole.isascii()
    if only_the_end or damaged.count("\ufffd") * 200 < sum(character > "\x7f" for character in damaged):
        return damaged
    return data.decode(_detected(data), errors="replace")


def _detected(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _utf16(data)
    pairs = _PAIR.findall(sample)
    shares = {name: sum(map(bool, map(pattern.match, pairs))) / max(1, len(pairs)) for name, pattern in _COMMON.items()}
    likeliest = max(shares, key=lambda name: shares[name])
    if shares[likeliest] >= _COMMON_SHARE:
        return likeliest
    if 2 * len(pairs) < _LATIN_SHARE * len(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    if best is None:
        message = "The file's text encoding is not known; save it as UTF-8 text."
        raise LoadError("unreadable", message)
    return str(best.encoding)


def _utf16(data: bytes) -> str:
    """Zero bytes stand in no other text; the right order of bytes is the one that gives readable characters."""
    shares = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE].decode(encoding, errors="replace")
        shares[encoding] = len(_READABLE.findall(text)) / max(1, len(text))
    likeliest = max(shares, key=lambda name: shares[name])
    if shares[likeliest] < _COMMON_SHARE:
        raise _binary()
    return likeliest


def _binary() -> LoadError:
    return LoadError("unreadable", "The file holds binary data, not text; save it as UTF-8 text, or give it the ending of its real format.")
