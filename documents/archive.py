"""ZIP archives, which DOCX, XLSX, PPTX and EPUB are too: what is in one, looked at before anything is unpacked.

Limits hold for what the directory of the archive promises, and no member gives more than was promised of it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from documents.errors import LoadError

_MOST_MEMBERS = 2_000
_MOST_UNPACKED = 200_000_000
# Office files pack to a tenth or a twentieth; beyond a hundredth it is filling, and small files do no harm.
_MOST_RATIO = 100
_RATIO_FROM = 10_000_000
_CHUNK = 1_000_000
_LONGEST_NAME = 500
_ENCRYPTED, _UTF8 = 0x1, 0x800
# Others unpack all at once, whatever was promised; no office program uses them.
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LOCAL_HEADER = 30  # bytes before a member's name, which come again before its data
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is for showing only, never a path to write to: its parts are parted by "/", none leads upwards."""

    name: str
    _archive: zipfile.ZipFile
    _info: zipfile.ZipInfo

    def read(self) -> bytes:
        """The member's bytes; LoadError "unreadable" where they are damaged or more than was promised."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """The member's bytes a megabyte at a time: read at once, a false promise would be noticed after all is unpacked."""
        try:
            with self._archive.open(self._info) as file:
                while piece := file.read(_CHUNK):
                    yield piece
        except _DAMAGED as error:
            raise _damaged() from error


def open_archive(data: bytes) -> list[Member]:
    """The files in an archive, in its order; LoadError where it is damaged, encrypted, or would unpack to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise _damaged() from error
    infos = archive.infolist()
    _check_size(infos)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise LoadError("encrypted", "The archive is protected by a password; save it without one.")
    if _overlap(data, infos, archive.start_dir) or any(info.compress_type not in _PACKINGS for info in infos):
        raise _damaged()
    return [Member(_shown(info), archive, info) for info in infos if not info.is_dir()]


def check_archive(data: bytes, needed: str) -> None:
    """Unpacks an archive once to nowhere, so that a library may do it again without harm; `needed` is a member that must be there."""
    members = open_archive(data)
    if not any(member.name == needed for member in members):
        message = "The file is an archive but not of the kind that its ending says; give it the ending of its real format."
        raise LoadError("unreadable", message)
    for member in members:
        for _ in member.pieces():
            pass


def _check_size(infos: Sequence[zipfile.ZipInfo]) -> None:
    if len(infos) > _MOST_MEMBERS:
        message = f"The archive holds {len(infos)} files, at most {_MOST_MEMBERS} are read; divide it."
        raise LoadError("too_large", message)
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > _MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * packed):
        message = f"The archive unpacks to {unpacked // 1_000_000} MB; save it without embedded media, or divide it."
        raise LoadError("too_large", message)


def _overlap(data: bytes, infos: Sequence[zipfile.ZipInfo], directory: int) -> bool:
    """Whether two members share bytes, as in bombs that pass every limit on a single member (CVE-2024-0450)."""
    spans = [(info.header_offset, info.header_offset + _header(data, info) + info.compress_size) for info in infos]
    spans = [*sorted(spans), (directory, directory)]
    return any(following < end for (_, end), (following, _) in pairwise(spans))


def _header(data: bytes, info: zipfile.ZipInfo) -> int:
    """The length of the header before a member's data."""
    lengths = data[info.header_offset + 26 : info.header_offset + _LOCAL_HEADER]
    return _LOCAL_HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")


def _shown(info: zipfile.ZipInfo) -> str:
    """The name as its maker saw it: Windows in Chinese writes GB18030 without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="replace")
    name = "".join(filter(str.isprintable, name)).replace("\\", "/")
    parts = PurePosixPath(name[:_LONGEST_NAME]).parts
    return "/".join(part for part in parts if part not in {"/", ".", ".."}) or "unnamed"


def _damaged() -> LoadError:
    return LoadError("unreadable", "The file is damaged; open it in the program that made it and save it again.")
