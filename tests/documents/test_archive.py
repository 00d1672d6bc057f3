import io
import struct
import zipfile

import pytest

from documents.archive import check_archive, open_archive
from documents.errors import LoadError


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(LoadError) as caught:
        check_archive(data, "a")
    return caught.value.code


def test_members_come_in_the_archive_s_order_without_folders() -> None:
    members = open_archive(zipped({"安徽/": b"", "安徽/报告.txt": "甲".encode(), "b.txt": b"b"}))
    assert [(member.name, member.read()) for member in members] == [("安徽/报告.txt", "甲".encode()), ("b.txt", b"b")]


def test_names_of_chinese_windows_are_read_and_lead_nowhere() -> None:
    data = zipped({"AAAAAAAA/b.txt": b"b", "../../c.txt": b"c", "/etc/d.txt": b"d", "e\\f\u202e.txt": b"e"})
    data = data.replace(b"AAAAAAAA", "安徽报告".encode("gb18030"))
    assert [member.name for member in open_archive(data)] == ["安徽报告/b.txt", "c.txt", "etc/d.txt", "e/f.txt"]


def test_an_archive_of_too_much_is_refused_before_unpacking() -> None:
    assert code_of(zipped({"a": b" " * 50_000_000})) == "too_large"
    assert code_of(zipped({str(number): b"" for number in range(2_001)})) == "too_large"


def test_nine_megabytes_of_one_byte_are_read() -> None:
    check_archive(zipped({"a": b" " * 9_000_000}), "a")


def test_a_member_that_holds_more_than_it_promises_is_damaged() -> None:
    data = zipped({"a": b" " * 100_000})
    assert code_of(data.replace(struct.pack("<L", 100_000), struct.pack("<L", 100))) == "unreadable"


def test_members_that_share_bytes_are_refused() -> None:
    """As the first member is said to begin where the second does, its data are the second's."""
    data = zipped({"a": b"1" * 50, "b": b"1" * 50}, zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (first, second), directory = archive.infolist(), archive.start_dir
    moved = bytearray(data)
    moved[directory + 42 : directory + 46] = struct.pack("<L", second.header_offset)
    assert first.header_offset == 0
    assert code_of(bytes(moved)) == "unreadable"


def test_an_encrypted_member_asks_for_an_archive_without_a_password() -> None:
    data = bytearray(zipped({"a": b"a"}))
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + offset] |= 1
    assert code_of(bytes(data)) == "encrypted"


def test_packings_without_a_bound_are_refused() -> None:
    assert code_of(zipped({"a": b"a" * 1000}, zipfile.ZIP_BZIP2)) == "unreadable"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04....", zipped({"a": b"a" * 1000})[:-30], zipped({"b": b"b"})], ids=["only a head", "cut off", "another one"]
)
def test_what_is_no_archive_or_another_one_is_unreadable(data: bytes) -> None:
    assert code_of(data) == "unreadable"
