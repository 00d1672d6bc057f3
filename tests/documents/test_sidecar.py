from pathlib import Path

import pytest

from documents.sidecar import is_sidecar, sidecar_of


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"%PDF-")
    return path


def test_a_report_without_a_sidecar_has_none(report: Path) -> None:
    assert sidecar_of(report) is None


def test_the_sidecar_of_the_whole_name_goes_before_that_of_the_stem(report: Path) -> None:
    (report.parent / "报告.meta.yaml").write_text("issuer: 甲局\n", encoding="utf-8")
    found = sidecar_of(report)
    assert found is not None
    assert (found.name, found.corrections) == ("报告.meta.yaml", {"issuer": "甲局"})
    (report.parent / "报告.pdf.meta.yaml").write_text("# 更正\nissuer: 乙局\ndate: 2025-01-14\nperiod: 2025\n", encoding="utf-8-sig")
    found = sidecar_of(report)
    assert found is not None
    assert found.corrections == {"issuer": "乙局", "date": "2025-01-14", "period": "2025"}


def test_null_leaves_a_field_as_read_and_an_empty_file_corrects_nothing(report: Path) -> None:
    for text, corrections in (("issuer:\nedition: ''\n", {"edition": ""}), ("", {})):
        (report.parent / "报告.meta.yaml").write_text(text, encoding="utf-8")
        found = sidecar_of(report)
        assert found is not None
        assert (found.corrections, found.problem) == (corrections, None)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"kindd: plan", "The field 'kindd' is unknown: use title,"),
        ("kind: 规划".encode(), "The field 'kind' has a value that cannot be used: give one of"),
        (b"- issuer", "The sidecar is no YAML in UTF-8"),
        (b"issuer: [", "The sidecar is no YAML in UTF-8"),
        (b"date: 2025-02-30", "The sidecar is no YAML in UTF-8"),
        ("issuer: 甲局".encode("gb18030"), "The sidecar is no YAML in UTF-8"),
        (b"issuer: !!python/object/apply:os.system [id]", "The sidecar is no YAML in UTF-8"),
        (b"[" * 20_000, "The sidecar is no YAML in UTF-8"),
        (b"#" * 70_000, "The sidecar is larger than 64000 bytes"),
    ],
)
def test_a_sidecar_that_cannot_be_used_corrects_nothing_and_says_why(report: Path, data: bytes, problem: str) -> None:
    (report.parent / "报告.meta.yaml").write_bytes(data)
    found = sidecar_of(report)
    assert found is not None
    assert found.corrections == {}
    assert (found.problem or "").startswith(problem)


def test_sidecars_are_known_by_their_ending() -> None:
    assert is_sidecar(Path("报告.pdf.META.yaml"))
    assert not is_sidecar(Path("报告.yaml"))
