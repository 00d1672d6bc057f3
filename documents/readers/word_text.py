"""The words of a Word paragraph as it is printed: with tracked insertions and fields' results, without deletions and hidden text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from documents.readers.symbols import symbol
from documents.readers.word_styles import Styles, W, is_on, value

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {W + name for name in "pPr rPr sdtPr del moveFrom delText instrText delInstrText rt footnoteRef endnoteRef".split()}
_SKIPPED |= {_MC + "Fallback", _M + "ctrlPr"}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
# 10 to the eighth is not 108; the small figures keep their place as characters of their own.
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


@dataclass
class Words:
    """Gathers the text of one paragraph, the notes it calls as (kind, id), and the text boxes that hang on it."""

    styles: Styles
    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    # For every field that is open: whether its instruction is still being read.
    _fields: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def take(self, element: Any) -> None:
        """The words below an element."""
        for child in element.iterchildren(tag="*"):
            if child.tag not in _SKIPPED:
                _HANDLERS.get(child.tag, Words.take)(self, child)

    def run(self, run: Any) -> None:
        hidden = value(run, "rPr/vanish")
        if is_on(hidden) if hidden is not None else self.styles.hidden(value(run, "rPr/rStyle") or ""):
            return
        before = len(self.pieces)
        self.take(run)
        if any(note.get(f"{W}customMarkFollows") for note in run.iterchildren(f"{W}footnoteReference", f"{W}endnoteReference")):
            del self.pieces[before:]  # the mark that calls the note
        elif value(run, "rPr/vertAlign") == "superscript":
            self.pieces[before:] = [piece.translate(_RAISED) if _is_raised(piece) else piece for piece in self.pieces[before:]]

    def add(self, element: Any) -> None:
        if not any(self._fields):
            self.pieces.append(element.text or "")

    def sign(self, element: Any) -> None:
        if not any(self._fields):
            self.pieces.append(_SIGNS[element.tag])

    def drawn(self, element: Any) -> None:
        self.pieces.append(symbol(int(element.get(f"{W}char", "0"), 16), element.get(f"{W}font")))

    def field(self, element: Any) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(True)
            case "separate" if self._fields:
                self._fields[-1] = False
            case "end" if self._fields:
                self._fields.pop()

    def note(self, element: Any) -> None:
        """The call itself leaves no mark: it would stand against a figure."""
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        self.notes.append((kind, element.get(f"{W}id", "")))

    def box(self, element: Any) -> None:
        self.boxes.append(element)

    def alternatives(self, element: Any) -> None:
        """The same content for newer and older programs: the first that has words."""
        for choice in element.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"):
            if next(choice.iter(f"{W}t", f"{_M}t"), None) is not None:
                self.take(choice)
                return

    def control(self, element: Any) -> None:
        """A content control, unless it shows only what should be written there."""
        if value(element, "sdtPr/showingPlcHdr") is None:
            self.take(element)

    def fraction(self, element: Any) -> None:
        for number, part in enumerate(element.iterchildren(f"{_M}num", f"{_M}den")):
            self.pieces.append("/" if number else "")
            self.take(part)


def _is_raised(piece: str) -> bool:
    return piece != "" and set(piece) <= set("0123456789+-−")


_HANDLERS: dict[str, Callable[[Words, Any], None]] = {
    W + "r": Words.run,
    W + "t": Words.add,
    _M + "t": Words.add,
    _M + "f": Words.fraction,
    W + "sym": Words.drawn,
    W + "fldChar": Words.field,
    W + "footnoteReference": Words.note,
    W + "endnoteReference": Words.note,
    W + "txbxContent": Words.box,
    W + "sdt": Words.control,
    _MC + "AlternateContent": Words.alternatives,
    **dict.fromkeys(_SIGNS, Words.sign),
}
