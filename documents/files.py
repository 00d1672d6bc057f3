"""Which files are read: their endings, their size, their bytes; and the reports in an archive. Loads no reader."""

from pathlib import Path, PurePath

from documents.archive import Member, open_archive
from documents.errors import LoadError

# Changes whenever equal bytes could give another report or other passages, so that stored ones are made anew.
PIPELINE = "4"

LARGEST_FILE = 100_000_000

ARCHIVE = ".zip"
SUFFIXES = frozenset(
    [
        *[".pdf", ".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".pptx", ".epub"],
        *[".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text"],
    ]
)

_LEGACY = {
    **dict.fromkeys([".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt"], ".docx"),
    **dict.fromkeys([".xls", ".xlt", ".et", ".ett", ".ods"], ".xlsx"),
    **dict.fromkeys([".ppt", ".pps", ".dps", ".dpt", ".odp"], ".pptx"),
}


def read_file(path: Path) -> bytes:
    """A file's bytes, for a type and size that can be read, or of an archive of such; `LoadError` otherwise."""
    if not is_archive(path.name):
        check_ending(path.name)
    try:
        if path.exists() and not path.is_file():
            raise LoadError("unreadable", "This is no file but a pipe, a socket or a device; name the report's file.")
        if path.stat().st_size > LARGEST_FILE:
            raise too_large(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        message = f"The file cannot be opened ({error.strerror}); check that it exists and that you may read it."
        raise LoadError("unreadable", message) from error


def is_archive(name: str) -> bool:
    """Whether the file holds reports that are files themselves."""
    return PurePath(name).suffix.lower() == ARCHIVE


def members(data: bytes) -> list[Member]:
    """The reports in an archive, without the folder's hidden files, lock files and README; each is read when it is asked for."""
    return [member for member in open_archive(data) if not _is_passed_over(PurePath(member.name))]


def _is_passed_over(name: PurePath) -> bool:
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in name.parts)
    return hidden or name.stem.lower() == "readme" or name.name == "Thumbs.db"


def check_ending(name: str) -> str:
    """A name's ending, in small letters; `LoadError` where files of this ending are not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _LEGACY:
        message = (
            f"Files of the old format {suffix} are not read; open the file in Microsoft Office or WPS and save it as {_LEGACY[suffix]}."
        )
        raise LoadError("legacy_format", message)
    if suffix == ARCHIVE:
        raise LoadError("nested_archive", "An archive within an archive is not read; unpack it.")
    if suffix not in SUFFIXES:
        message = f"Files ending in {suffix or 'nothing'} are not read; readable are {', '.join(sorted(SUFFIXES))}."
        raise LoadError("unknown_type", message)
    return suffix


def too_large(size: int) -> LoadError:
    return LoadError("too_large", f"The file has {size // 1_000_000} MB, at most {LARGEST_FILE // 1_000_000} are read; divide it.")
