"""How a file was read, as one word that is kept with it: equal bytes that were read in another way are another report.

The word is the pipeline, with a mark where pages were left unread that recognition could read, and behind a space the digest of the
sidecar beside the file.
"""

from documents.coverage import coverage_of
from documents.errors import LoadError
from documents.files import PIPELINE
from documents.sidecar import Sidecar
from documents.types import Report

_IN_PART = "~"


def way_beside(sidecar: Sidecar | None) -> str:
    return f"{PIPELINE} {sidecar.digest}" if sidecar else PIPELINE


def in_part(way: str) -> str:
    """The same way with pages left unread."""
    word, space, digest = way.partition(" ")
    return f"{word.removesuffix(_IN_PART)}{_IN_PART}{space}{digest}"


def in_whole(way: str) -> str:
    return way.replace(_IN_PART, "", 1)


def is_in_part(way: str) -> bool:
    return way.partition(" ")[0].endswith(_IN_PART)


def has_sidecar(way: str) -> bool:
    return " " in way


def way_of(way: str, outcome: Report | LoadError, *, recognises: bool) -> str:
    """The way in which a file was read, by what came of it; a PDF of pictures alone gives no text where they are not recognised."""
    pictures_alone = isinstance(outcome, LoadError) and outcome.code == "no_text" and not recognises
    left = pictures_alone or (isinstance(outcome, Report) and bool(coverage_of(outcome.pages).unread))
    return in_part(way) if left else in_whole(way)
