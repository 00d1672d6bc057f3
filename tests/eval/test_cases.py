import json
from pathlib import Path

import pytest

from eval.cases import QuestionSetError, load_cases

GOOD = {
    "id": "t-1",
    "question": "目标是多少？",
    "lang": "zh",
    "type": "numerical",
    "answerable": True,
    "answers": ["5%"],
    "evidence": [{"report": "甲.txt", "quote": "目标是5%"}],
}


def _set(folder: Path, *rows: object) -> Path:
    path = folder / "题目.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_cases_come_in_the_order_of_the_file_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    cases = load_cases(_set(tmp_path, GOOD, "", GOOD | {"id": "t-0"}, "  "))
    assert [case.id for case in cases] == ["t-1", "t-0"]
    assert cases[0].items == (("5%",),)


def test_required_items_keep_their_alternatives_apart(tmp_path: Path) -> None:
    (case,) = load_cases(_set(tmp_path, GOOD | {"answers": [["钢铁"], ["铝冶炼", "电解铝"]], "all_required": True}))
    assert case.items == (("钢铁",), ("铝冶炼", "电解铝"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answers": []}, "an answerable case needs answers and evidence"),
        ({"answerable": False}, "has neither answers nor evidence"),
        ({"all_required": True}, "answers is a list of lists with all_required"),
        ({"answers": [["5%"]]}, "answers is a list of lists with all_required"),
        ({"answers": [" "]}, "empty string"),
        ({"answers": [[]], "all_required": True}, "empty string or list"),
        ({"lang": "fr"}, "lang: Input should be 'zh' or 'en'"),
        ({"anwsers": []}, "anwsers: Extra inputs are not permitted"),
        ({"question": ""}, "question: String should have at least 1 character"),
    ],
)
def test_a_bad_case_is_named_by_file_and_line(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionSetError, match=r"题目\.jsonl, line 2: ") as error:
        load_cases(_set(tmp_path, GOOD | {"id": "t-0"}, GOOD | change))
    assert says in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_a_line_that_is_no_json_is_named_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"题目\.jsonl, line 3: Invalid JSON"):
        load_cases(_set(tmp_path, GOOD, "", "{"))


def test_an_id_may_be_used_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="line 2: the id 't-1' was used before"):
        load_cases(_set(tmp_path, GOOD, GOOD))


def test_a_set_that_is_missing_empty_or_in_another_encoding_says_so(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"'missing.jsonl' cannot be read"):
        load_cases(tmp_path / "missing.jsonl")
    with pytest.raises(QuestionSetError, match="holds no case"):
        load_cases(_set(tmp_path, ""))
    other = tmp_path / "other.jsonl"
    other.write_bytes(json.dumps(GOOD, ensure_ascii=False).encode("gb18030"))
    with pytest.raises(QuestionSetError, match="is not UTF-8"):
        load_cases(other)
