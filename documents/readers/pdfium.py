"""pdfium's C functions by plain addresses, which saves half the time of a call: there is one for every second character.

pdfium's library keeps global state: nothing here, and nothing else of it, may run in two threads at once, so whoever calls it holds LOCK.
"""

import ctypes
import threading
from typing import Any

import pypdfium2.raw as pdfium

LOCK = threading.Lock()
_PLACE, _INT = ctypes.c_void_p, ctypes.c_int


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """The function itself, with the lock of the interpreter held and addresses taken as numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(handle: Any) -> int:
    """Where a handle or function of pypdfium2 lies."""
    return int(ctypes.cast(handle, _PLACE).value or 0)


char_box = _quick(pdfium.FPDFText_GetLooseCharBox, _INT, _PLACE, _INT, _PLACE)
char_code = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _PLACE, _INT)
char_object = _quick(pdfium.FPDFText_GetTextObject, _PLACE, _PLACE, _INT)
char_matrix = _quick(pdfium.FPDFText_GetMatrix, _INT, _PLACE, _INT, _PLACE)
page_object = _quick(pdfium.FPDFPage_GetObject, _PLACE, _PLACE, _INT)
form_object = _quick(pdfium.FPDFFormObj_GetObject, _PLACE, _PLACE, ctypes.c_ulong)
form_count = _quick(pdfium.FPDFFormObj_CountObjects, _INT, _PLACE)
object_type = _quick(pdfium.FPDFPageObj_GetType, _INT, _PLACE)
object_bounds = _quick(pdfium.FPDFPageObj_GetBounds, _INT, *(_PLACE,) * 5)
object_matrix = _quick(pdfium.FPDFPageObj_GetMatrix, _INT, _PLACE, _PLACE)
fill_colour = _quick(pdfium.FPDFPageObj_GetFillColor, _INT, *(_PLACE,) * 5)
draw_mode = _quick(pdfium.FPDFPath_GetDrawMode, _INT, *(_PLACE,) * 3)
piece_count = _quick(pdfium.FPDFPath_CountSegments, _INT, _PLACE)
piece = _quick(pdfium.FPDFPath_GetPathSegment, _PLACE, _PLACE, _INT)
piece_type = _quick(pdfium.FPDFPathSegment_GetType, _INT, _PLACE)
piece_closes = _quick(pdfium.FPDFPathSegment_GetClose, _INT, _PLACE)
piece_point = _quick(pdfium.FPDFPathSegment_GetPoint, _INT, *(_PLACE,) * 3)
render_mode = _quick(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _PLACE)
font_size = _quick(pdfium.FPDFTextObj_GetFontSize, _INT, _PLACE, _PLACE)
font = _quick(pdfium.FPDFTextObj_GetFont, _PLACE, _PLACE)
font_weight = _quick(pdfium.FPDFFont_GetWeight, _INT, _PLACE)
font_name = _quick(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _PLACE, _PLACE, ctypes.c_size_t)

text_count, text_units = pdfium.FPDFText_CountChars, pdfium.FPDFText_GetText
object_count, page_box = pdfium.FPDFPage_CountObjects, pdfium.FPDF_GetPageBoundingBox
Box = pdfium.FS_RECTF
TEXT, PATH, FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM
MOVE, LINE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO

# Where pdfium puts what it answers; four bytes each.
floats = (ctypes.c_float * 6)()
whole = (ctypes.c_uint * 4)()
FLOAT = [ctypes.addressof(floats) + 4 * at for at in range(6)]
WHOLE = [ctypes.addressof(whole) + 4 * at for at in range(4)]
