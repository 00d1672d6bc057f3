import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.editions.changes import Change, Piece, changes, paragraphs

OLD = "总体要求\n\n地区生产总值增长5.5%左右，城镇新增就业26万人。\n\n推进京津冀协同发展。\n\n办好冬奥会。"
NEW = "总体要求\n\n地区生产总值增长5%左右，城镇新增就业26万人。\n\n建设国际科技创新中心。\n\n推进京津冀协同发展。"


def test_each_paragraph_is_the_same_changed_added_or_removed() -> None:
    found = list(changes(OLD, NEW))
    assert [change.kind for change in found] == ["same", "changed", "added", "same", "removed"]
    assert [NEW[slice(*change.right)] for change in found if change.kind == "added" and change.right] == ["建设国际科技创新中心。"]
    assert [OLD[slice(*change.left)] for change in found if change.kind == "removed" and change.left] == ["办好冬奥会。"]


def test_within_a_paragraph_whole_figures_change() -> None:
    (changed,) = [change for change in changes(OLD, NEW) if change.kind == "changed"]
    assert changed.pieces == (
        Piece("same", "地区生产总值增长"), Piece("removed", "5.5%"), Piece("added", "5%"), Piece("same", "左右，城镇新增就业26万人。"),
    )  # fmt: skip


def test_white_space_and_widths_are_no_change() -> None:
    assert [change.kind for change in changes("增长 5.5%。\n", "增长５.５％。")] == ["same"]


@pytest.mark.parametrize(("left", "right", "kinds"), [("", "", []), ("甲。", "", ["removed"]), ("", "甲。", ["added"])])
def test_an_empty_edition_is_compared_too(left: str, right: str, kinds: list[str]) -> None:
    assert [change.kind for change in changes(left, right)] == kinds


TEXTS = st.lists(st.sampled_from(["增长5%。", "增长6%。", "新建学校。", "推进改革开放。", ""]), max_size=12).map("\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_from_their_changes(left: str, right: str) -> None:
    found = list(changes(left, right))
    assert sorted(change.left for change in found if change.left) == paragraphs(left)
    assert [change.right for change in found if change.right] == paragraphs(right)
    assert all(_whole(left, change, "left", "added") and _whole(right, change, "right", "removed") for change in found)


def _whole(text: str, change: Change, side: str, other: str) -> bool:
    span = getattr(change, side)
    said = "".join(piece.text for piece in change.pieces if piece.kind != other)
    return change.kind != "changed" or text[slice(*span)] == said
