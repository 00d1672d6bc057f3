from documents.coverage import Coverage, Gap, coverage_of
from documents.types import Page


def test_every_page_without_text_has_a_reason() -> None:
    pages = [
        Page(1, 0, 10),
        Page(2, 10, 10, kind="scanned"),
        Page(3, 10, 30, kind="scanned", recognised=True),
        Page(4, 30, 30, kind="scanned"),
        Page(5, 30, 30, kind="empty"),
        Page(6, 30, 30, kind="scanned", recognised=True),
        Page(7, 30, 30, kind="garbled"),
        Page(8, 30, 30),
        Page(9, 30, 40, kind="mixed"),
    ]
    assert coverage_of(pages) == Coverage(
        pages=9,
        kinds=(("empty", 1), ("garbled", 1), ("mixed", 1), ("scanned", 4), ("text", 2)),
        read=3,
        recognised=1,
        gaps=(
            Gap("empty", "empty", (5,)),
            Gap("not_recognised", "garbled", (7,)),
            Gap("not_recognised", "scanned", (2, 4)),
            Gap("nothing_recognised", "scanned", (6,)),
            Gap("picture", "mixed", (9,)),
            Gap("running_lines", "text", (8,)),
        ),
    )


def test_a_stamp_on_a_scan_is_not_what_the_scan_says() -> None:
    assert coverage_of([Page(1, 0, 5, kind="scanned")]).unread == (Gap("not_recognised", "scanned", (1,)),)


def test_a_format_without_pages_has_nothing_missing() -> None:
    assert coverage_of([]) == Coverage()
