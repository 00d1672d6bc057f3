"""Damaged files of every format, indexed by the real thing: each becomes a report or a documented reason, in time and within its memory.

Every run tries 25 a format; POLICYQA_FUZZ=500 tries as many as it says. The same seed gives the same files.
"""

import io
import os
import random
import re
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from documents.errors import LoadCode
from documents.files import ARCHIVE, SUFFIXES
from documents.limits import Limits
from documents.parse_host import Ended
from documents.sandbox import Sandbox
from index.build import index_files
from index.types import Vectors

SEED = 20261125
COUNT = int(os.environ.get("POLICYQA_FUZZ", "25"))
REPOSITORY = Path(__file__).parents[2]
TEXTS = [path for path in sorted((REPOSITORY / "documents" / "samples").iterdir()) if path.suffix in {".md", ".txt", ".html"}]
# Numbers that a parser might believe: sizes, counts, offsets, dimensions.
HUGE = (b"0", b"-1", b"65536", b"4294967295", b"2147483648", b"99999999999999999999", b"1e308")

# Endings of one format are read by one reader.
ALIKE = {".htm": ".html", ".xhtml": ".html", ".markdown": ".md", ".text": ".txt", ".tsv": ".csv", ".xlsm": ".xlsx"}
FORMATS = sorted({ALIKE.get(suffix, suffix) for suffix in SUFFIXES} | {ARCHIVE})

Mutation = Callable[[bytes, random.Random], bytes]


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def block(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(1, max(2, len(data) // 4)))


def zero_block(data: bytes, chance: random.Random) -> bytes:
    start, end = block(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def drop_block(data: bytes, chance: random.Random) -> bytes:
    start, end = block(data, chance)
    return data[:start] + data[end:]


def repeat_block(data: bytes, chance: random.Random) -> bytes:
    start, end = block(data, chance)
    return data[:start] + data[start:end] * chance.randint(2, 20) + data[end:]


def move_block(data: bytes, chance: random.Random) -> bytes:
    start, end = block(data, chance)
    rest, at = data[:start] + data[end:], chance.randrange(start + 1)
    return rest[:at] + data[start:end] + rest[at:]


def insert_noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 200)) + data[at:]


def change_numbers(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 4))), key=lambda match: -match.start()):
        data = data[: match.start()] + chance.choice(HUGE) + data[match.end() :]
    return data


def change_element(data: bytes, chance: random.Random) -> bytes:
    """One element of a markup language dropped, repeated, put into itself, or without its content; the whole stays well formed."""
    found = list(re.finditer(rb"<([A-Za-z][\w:]*)\b[^<>]*(?<!/)>", data))
    if not found:
        return change_numbers(data, chance)
    tag = chance.choice(found)
    close = b"</" + tag[1] + b">"
    end = data.find(close, tag.end())
    if end < 0:
        return data[: tag.start()] + data[tag.end() :]
    whole, depth = data[tag.start() : end + len(close)], chance.choice((2, 30, 3000))
    new = chance.choice((b"", whole * depth, tag[0] * depth + whole + close * depth, tag[0] + close))
    return data[: tag.start()] + new + data[end + len(close) :]


PLAIN: tuple[Mutation, ...] = (
    flip_bits,
    truncate,
    zero_block,
    drop_block,
    repeat_block,
    move_block,
    insert_noise,
    change_numbers,
    change_element,
)


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change_member(data: bytes, chance: random.Random) -> bytes:
    """The archive stays whole, so that what is in it reaches its parser."""
    members = unpacked(data)
    name = chance.choice([name for name, content in members.items() if content])
    change = chance.choice((change_element, change_element, change_numbers, *PLAIN))
    return packed({**members, name: change(members[name], chance)})


def swap_members(data: bytes, chance: random.Random) -> bytes:
    members = unpacked(data)
    one, other = chance.choice(list(members)), chance.choice(list(members))
    return packed({**members, one: members[other], other: members[one]})


def drop_member(data: bytes, chance: random.Random) -> bytes:
    members = unpacked(data)
    del members[chance.choice(list(members))]
    return packed(members)


ZIPPED: tuple[Mutation, ...] = (*[change_member] * 20, swap_members, drop_member)


def seeds(suffix: str) -> list[bytes]:
    """Sound files of a format: those that come with the project, or a small one that is made here."""
    places = (REPOSITORY / "documents" / "samples", REPOSITORY / "tests")
    found = [path.read_bytes() for place in places for path in sorted(place.rglob(f"*{suffix}"))]
    return found or ([MADE[suffix]()] if suffix in MADE else [])


def office(kind: str, parts: dict[str, tuple[str, str]]) -> bytes:
    """An Office file of parts by path, each with its type and its XML; the first one is the document, to which the others belong."""
    base = "http://schemas.openxmlformats.org"
    first, *rest = parts
    types = "".join(
        f'<Override PartName="/{path}" ContentType="application/vnd.openxmlformats-officedocument.{what}+xml"/>'
        for path, (what, _) in parts.items()
    )
    folder, name = first.rsplit("/", 1)
    targets = enumerate((path.removeprefix(folder + "/") for path in rest), 1)
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for number, target in targets
    )
    relationships = f'<Relationships xmlns="{base}/package/2006/relationships">%s</Relationships>'
    main = f'<Relationship Id="rId1" Type="{base}/officeDocument/2006/relationships/officeDocument" Target="{first}"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{base}/package/2006/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": relationships % main,
        f"{folder}/_rels/{name}.rels": relationships % links,
        **{path: xml for path, (_, xml) in parts.items()},
    }
    return packed({path: xml.encode() for path, xml in members.items()})


def workbook() -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{name}</t></is></c><c r="B{row}"><v>{row * 6.5}</v></c></row>'
        for row, name in enumerate("地区 安徽 浙江 江西 湖北 四川".split(), 1)
    )
    book = f'<workbook {space} {link}><sheets><sheet name="工业" sheetId="1" r:id="rId1"/></sheets></workbook>'
    sheet = f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"
    return office(
        "worksheet", {"xl/workbook.xml": ("spreadsheetml.sheet.main", book), "xl/worksheets/sheet1.xml": ("spreadsheetml.worksheet", sheet)}
    )


def slides() -> bytes:
    space = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    link = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    text = "<p:sp><p:nvSpPr/><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>工业增长6.5%左右。</a:t></a:r></a:p></p:txBody></p:sp>"
    show = f'<p:presentation {space} {link}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>'
    slide = f"<p:sld {space} {drawing}><p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{text * 4}</p:spTree></p:cSld></p:sld>"
    return office(
        "slide",
        {"ppt/presentation.xml": ("presentationml.presentation.main", show), "ppt/slides/slide1.xml": ("presentationml.slide", slide)},
    )


def book() -> bytes:
    chapter = next(path for path in TEXTS if path.suffix == ".html").read_bytes()
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'  # noqa: E501
    package = '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'  # noqa: E501
    members = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode(), "a.opf": package.encode()}
    return packed({**members, "c.xhtml": chapter})


MADE: dict[str, Callable[[], bytes]] = {
    ".csv": lambda: '地区,增长,就业\n安徽,6.5%,100\n浙江,6%,"1,000"\n'.encode() * 20,
    ".xlsx": workbook,
    ".pptx": slides,
    ".epub": book,
    ".zip": lambda: packed({path.name: path.read_bytes() for path in TEXTS}),
}


def mutated(sound: Sequence[bytes], chance: random.Random) -> bytes:
    data = chance.choice(sound)
    kinds = (*PLAIN, *ZIPPED) if data.startswith(b"PK") else PLAIN
    for _ in range(chance.choice((1, 1, 1, 2))):
        try:
            data = chance.choice(kinds)(data, chance) or b"%"
        except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
            data = chance.choice(PLAIN)(data, chance) or b"%"  # the first change left no archive to take apart
    return data


class Still:
    """An encoder that costs nothing: what is read is looked at here, not what is found."""

    fingerprint, dimension = "still", 4

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)

    embed_passages = embed_queries


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_mutated_file_is_a_report_or_a_documented_reason(suffix: str, tmp_path: Path) -> None:
    sound = seeds(suffix)
    if not sound:
        pytest.fail(f"there is no sound file ending in {suffix} to change: put one into the samples or make one here")
    folder, chance = tmp_path / "files", random.Random(f"{SEED} {suffix}")
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:04}{suffix}").write_bytes(mutated(sound, chance))
    ends: list[tuple[float, int, str]] = []
    started = time.monotonic()
    with Sandbox(os.cpu_count() or 1) as box:
        box.watch = lambda name, ended: ends.append(end_of(name, ended))
        summary = index_files(tmp_path / "data", [folder], Still(), lambda *_: None, box)
    codes = Counter(problem.code for problem in summary.problems)
    slowest, largest = max(ends), max(memory for _, memory, _ in ends)
    print(
        f"\n{suffix}: {COUNT} files in {time.monotonic() - started:.0f} s, seed {SEED}: {summary.added} reports, {dict(codes)}, "
        f"slowest {slowest[0]:.2f} s ({slowest[2]}), most memory {largest >> 20} MiB"
    )
    whole = summary.added + summary.unchanged + len(summary.problems)
    assert whole >= COUNT if suffix == ARCHIVE else whole == COUNT  # each member of an archive is a file of its own
    assert set(codes) <= {*get_args(LoadCode)}
    assert not {problem.message for problem in summary.problems if "/" in problem.message}, "a path is told"
    assert slowest[0] <= Limits().seconds + 1
    assert largest <= Limits().memory


def end_of(name: str, ended: Ended) -> tuple[float, int, str]:
    return ended.seconds, ended.memory, name
