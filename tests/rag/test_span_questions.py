"""The questions from which the order of sentences is learned, and how they are kept apart."""

import gzip
import json
from pathlib import Path

from rag.ranker.questions import FOLDS, read_development_set, read_spans


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def test_a_set_gives_its_answerable_questions_with_the_passages_that_answer(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    documents = [
        {"id": f"d{n}", "title": title, "text": text} for n, (title, text) in enumerate([("港口", "港口扩建。"), ("", "公路改造。")])
    ]
    questions = [
        {"id": "q0", "text": "扩建什么？", "answers": ["港 口", ""]},
        {"id": "q1", "text": "改造什么？", "answers": ["公路"]},
        {"id": "q2", "text": "谁来改造？", "answers": []},
    ]
    written(folder / "corpus.jsonl.gz", documents)
    written(folder / "queries.jsonl.gz", questions)
    (folder / "qrels.tsv").write_text("q0\td0\t1\nq1\td1\t1\nq2\td1\t1\n", encoding="utf-8")
    spans = read_development_set(folder)
    assert (spans.name, spans.seen) == ("letters", False)
    assert spans.passages == ("港口\n\n港口扩建。", "公路改造。")
    assert [(q.text, q.passages, q.answers) for q in spans.questions] == [
        ("扩建什么？", frozenset({0}), ("港口",)),
        ("改造什么？", frozenset({1}), ("公路",)),
    ]


def test_questions_on_one_article_of_a_set_fall_into_one_fold(tmp_path: Path) -> None:
    documents = [{"id": f"d{n}", "title": f"篇{n // 5}", "text": f"第{n}段。"} for n in range(100)]
    written(tmp_path / "corpus.jsonl.gz", documents)
    written(tmp_path / "queries.jsonl.gz", [{"id": f"q{n}", "text": f"第{n}问？", "answers": ["段"]} for n in range(100)])
    (tmp_path / "qrels.tsv").write_text("".join(f"q{n}\td{n}\t1\n" for n in range(100)), encoding="utf-8")
    folds = [question.fold for question in read_development_set(tmp_path).questions]
    assert all(len(set(folds[start : start + 5])) == 1 for start in range(0, 100, 5))
    assert set(folds) == set(range(FOLDS))


def test_spans_are_parted_by_language_and_a_question_stands_once(tmp_path: Path) -> None:
    row = {"question": "扩建什么？", "passage": "港口扩建。", "answers": ["港口"], "lang": "zh"}
    path = written(tmp_path / "spans.jsonl.gz", [row, row | {"answers": "港口扩建"}, row | {"question": "What?", "lang": "en"}])
    english, chinese = read_spans(path)
    assert (english.name, chinese.name) == ("en", "zh")
    assert [(q.text, q.answers) for q in chinese.questions] == [("扩建什么？", ("港口", "港口扩建"))]
