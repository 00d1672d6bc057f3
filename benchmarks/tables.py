"""The results of a run as Markdown, from the same values as search.json."""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.measure import ratio

NAMES = {"a": "keyword only", "b": "encoder only", "c": "policyqa", "d": "stock LangChain", "e": "stock LangChain, MiniLM"}
QUALITY = ("recall@1", "recall@5", "recall@20", "mrr@10", "hit@10", "answer_sentence")
HEADINGS = (
    "set", "questions", "pipeline", "recall@1", "recall@5", "recall@20", "MRR@10", "hit@10", "answer in top sentence",
    "ms p50", "ms p95", "p50 / policyqa", "index s", "peak MB",
)  # fmt: skip
STOCK = ("d", "e")
EXPLANATION = """\
Every pipeline ran in a process of its own over the same documents and the same questions, without HTTP on any side, and was asked
for 50 passages. Recall is of documents: the wanted ones found among the first k, of as many as can stand there. `answer in top
sentence` is the share of questions with an accepted answer in the one sentence given: policyqa's first sentence, for the others the
sentence of the first passage that has the most words of the question; it counts only in a wanted document. Milliseconds are of
searching alone. Peak memory covers indexing and asking; index seconds leave imports out.
Times and their ratios hold for an idle machine only: the load before the run stands above. Stock LangChain asks with one thread.

- **keyword only**, **encoder only**: the two engines of policyqa by themselves, over policyqa's index (index seconds are those of both).
- **policyqa**: the search that answers are written from.
- **stock LangChain**: RecursiveCharacterTextSplitter (500 characters, 50 of overlap, Chinese separators), FAISS with
  HuggingFaceEmbeddings over policyqa's encoder, BM25Retriever, EnsembleRetriever with equal weights. BM25Retriever splits on spaces
  by default and so finds next to nothing in Chinese: here it gets policyqa's words as `preprocess_func`, the fairer comparison.
  A title stands on the line of its first paragraph: as a paragraph of its own it becomes a piece that many documents share, whose
  ranks EnsembleRetriever adds up, and stands before the pieces that answer.
- **stock LangChain, MiniLM**: the same with all-MiniLM-L6-v2, for English sets."""
Row = dict[str, Any]


def rows(runs: Sequence[Row]) -> list[Row]:
    """One row for every set of questions and pipeline, in the order of the sets and then of the pipelines."""
    shared = ("pipeline", "index_seconds", "peak_mb")
    flat = [{"set": group, **values, **{key: run[key] for key in shared}} for run in runs for group, values in run["groups"].items()]
    order = {group: place for place, group in enumerate(dict.fromkeys(row["set"] for row in flat))}
    flat.sort(key=lambda row: (order[row["set"]], row["pipeline"]))
    own = {row["set"]: row["p50"] for row in flat if row["pipeline"] == "c"}
    return [{**row, "ratio": ratio(row["p50"], own.get(row["set"], 0.0))} for row in flat]


def against_stock(flat: Sequence[Row]) -> list[Row]:
    """For every set, how far policyqa's recall@5 lies above a stock pipeline's, and how many times its p50 the stock one takes."""
    own = {row["set"]: row for row in flat if row["pipeline"] == "c"}
    return [
        {
            "set": row["set"],
            "pipeline": row["pipeline"],
            "recall@5": own[row["set"]]["recall@5"] - row["recall@5"],
            "speed": ratio(row["p50"], own[row["set"]]["p50"]),
        }
        for row in flat
        if row["pipeline"] in STOCK and row["set"] in own
    ]


def markdown(results: dict[str, Any]) -> str:
    return "\n".join(_lines(results)) + "\n"


def row_line(row: Row) -> str:
    quality = [_number(row[name], 3) for name in QUALITY]
    cost = [_number(row[name], places) for name, places in (("p50", 2), ("p95", 2), ("ratio", 2), ("index_seconds", 1), ("peak_mb", 0))]
    return _line([row["set"], str(row["questions"]), NAMES[row["pipeline"]], *quality, *cost])


def _lines(results: dict[str, Any]) -> Iterator[str]:
    flat = rows(results["runs"])
    yield from (
        "# Search, side by side",
        "",
        f"Machine: {results['machine']}. Load before the run: {results['load']:.1f}.",
        "",
        EXPLANATION,
        "",
    )
    yield from (_line(HEADINGS), _line(["---"] * len(HEADINGS)), *map(row_line, flat), "")
    yield from ("![recall@5 and milliseconds](search.png)", "")
    yield from _comparison(flat)
    yield from _processes(results)
    for note in results["notes"]:
        yield from ("", f"Left out: {note}.")


def _comparison(flat: Sequence[Row]) -> Iterator[str]:
    yield from ("## policyqa against stock", "", "Searching in the same process on both sides, without HTTP.", "")
    yield from (_line(("set", "against", "recall@5 difference", "times as fast")), _line(["---"] * 4))
    for row in against_stock(flat):
        yield _line([row["set"], NAMES[row["pipeline"]], f"{row['recall@5']:+.3f}", _number(row["speed"], 1)])


def _processes(results: dict[str, Any]) -> Iterator[str]:
    if results["start_up"]:
        yield from ("", "## Start-up", "", _line(("process", "seconds, median of 5")), _line(["---"] * 2))
        yield from (_line([name, f"{seconds:.2f}"]) for name, seconds in results["start_up"].items())
    if answers := results["answers"]:
        yield from ("", "## Whole answers", "", _line(("passages", "questions", "ms p50", "ms p95", "peak MB")), _line(["---"] * 5))
        yield _line([str(answers["passages"]), str(answers["questions"]), *(_number(answers[k], 1) for k in ("p50", "p95", "peak_mb"))])


def _number(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
