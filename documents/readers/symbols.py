"""Characters of symbol fonts, which have no meaning outside their font, as the characters that look the same."""

_PRIVATE = range(0xF000, 0xF100)


def _run(first: int, signs: str) -> dict[int, str]:
    """The signs from a place on, one after another."""
    return {first + at: sign for at, sign in enumerate(signs)}


def _pairs(text: str) -> dict[int, str]:
    """Places, as two hexadecimal figures, and the sign at each."""
    words = text.split()
    return {int(place, 16): sign for place, sign in zip(words[::2], words[1::2], strict=True)}


_SYMBOL = {
    **_run(0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    **_run(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    **_run(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    **_pairs("A3 ≤ A5 ∞ AC ← AD ↑ AE → AF ↓ B0 ° B1 ± B3 ≥ B4 × B5 ∝ B7 • B8 ÷ B9 ≠ BA ≡ BB ≈ BC …"),
    **_pairs("CE ∈ D5 ∏ D6 √ D7 ⋅ DE ⇒ E5 ∑ F2 ∫"),
}
_WINGDINGS = {
    **_pairs("6C ● 6D ❍ 6E ■ 6F □ 71 ❑ 74 ◆ 75 ◆ 76 ❖ 77 ◆ 9F • A1 ○ A7 ▪ A8 □ AB ★"),
    **_pairs("D8 ➢ E0 → E8 ➔ F0 ⇨ FB × FC ✓ FD ☒ FE ☑"),
    **_run(0x81, "①②③④⑤⑥⑦⑧⑨⑩"),
}
_WINGDINGS_2 = _pairs("4F × 50 ✓ 51 ☒ 52 ☑ 53 ☒ 54 ☒ 97 ● A3 □")
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(code: int, font: str | None) -> str:
    """The character of a font; nothing where it is not known what the font draws there."""
    drawn = _FONTS.get((font or "").strip().lower())
    if drawn is not None:
        return drawn.get(code - _PRIVATE.start if code in _PRIVATE else code, "")
    return "" if code in _PRIVATE or not 0x20 <= code <= 0x10FFFF else chr(code)
