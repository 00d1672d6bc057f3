"""Characters of symbol fonts, which have no meaning outside their font, as the characters that look the same."""

_PRIVATE = range(0xF000, 0xF100)
_SYMBOL = {
    **{0x20 + at: sign for at, sign in enumerate(" !∀#∃%&∋()∗+,−./0123456789:;<=>?")},
    **{0x41 + at: sign for at, sign in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    **{0x61 + at: sign for at, sign in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    0xA3: "≤",
    0xA5: "∞",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xD6: "√",
    0xD7: "⋅",
    0xDE: "⇒",
    0xCE: "∈",
    0xD5: "∏",
    0xE5: "∑",
    0xF2: "∫",
}
_WINGDINGS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "×",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x81 + at: chr(ord("①") + at) for at in range(10)},
}
_WINGDINGS_2 = {0x4F: "×", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(code: int, font: str | None) -> str:
    """The character of a font; nothing where it is not known what the font draws there."""
    drawn = _FONTS.get((font or "").strip().lower())
    if drawn is not None:
        return drawn.get(code - _PRIVATE.start if code in _PRIVATE else code, "")
    return "" if code in _PRIVATE or not 0x20 <= code <= 0x10FFFF else chr(code)
