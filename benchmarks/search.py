"""`make bench`: how well and how fast the collection is searched, side by side in one run, written to benchmarks/results/.

Quality over the development sets where they lie beside the checkout, else over the shipped samples; speed as ratios to the bare
engines with the same queries, because a second of one machine says little on another.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.collections import DATA, Asked, Collection, opened
from index.passages import report_of
from index.words import tokens

SETS = ("ncp_policy", "lecoqa", "gov_letters", "cmrc2018", "drcd", "squad2", "conditionalqa")
DEPTH = 50
RESULTS = Path(__file__).parent / "results"
Ranker = Callable[[str], list[str]]


def keyword_only(collection: Collection) -> Ranker:
    generation = collection.service.evidence("").generation
    return lambda text: [generation.entries[report_of(n)].source_name for n, _ in generation.keyword.search(tokens(text), DEPTH)]


def dense_only(collection: Collection) -> Ranker:
    generation, embedder = collection.service.evidence("").generation, collection.service.embedder

    def rank(text: str) -> list[str]:
        vector = embedder.embed_queries([text])[0]
        hits = [hit for segment in generation.segments for hit in segment.vectors.search(vector, DEPTH)]
        return [generation.entries[report_of(number)].source_name for number, _ in sorted(hits, key=lambda hit: -hit[1])[:DEPTH]]

    return rank


def ours(collection: Collection) -> Ranker:
    return lambda text: [hit.entry.source_name for hit in collection.service.search(text, DEPTH)]


RANKERS = {"keyword only": keyword_only, "encoder only": dense_only, "policyqa": ours}


def measured(questions: Sequence[Asked], rank: Ranker) -> list[float]:
    """recall@1, recall@5, recall@20, mean reciprocal rank at 10, median milliseconds."""
    recall: dict[int, list[float]] = {1: [], 5: [], 20: []}
    reciprocal, times = [], []
    for asked in questions:
        start = time.perf_counter()
        found = rank(asked.text)
        times.append(1000 * (time.perf_counter() - start))
        ranked = list(dict.fromkeys(found))
        places = [place for place, name in enumerate(ranked, 1) if name in asked.wanted]
        reciprocal.append(1 / places[0] if places and places[0] <= 10 else 0.0)
        for k, values in recall.items():
            values.append(sum(place <= k for place in places) / min(k, len(asked.wanted)))
    return [*(statistics.fmean(values) for values in recall.values()), statistics.fmean(reciprocal), statistics.median(times)]


def start_up() -> list[tuple[str, float]]:
    """Median seconds of whole processes, from their start to their end."""
    program = str(Path(sys.executable).parent / "policyqa")
    samples = str(Path(__file__).parents[1] / "documents" / "samples")
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([program, "index", samples, "--data", data], check=True, capture_output=True)
        ask = ["ask", "2026年安徽省规模以上工业增加值增长目标是多少？", "--data", data]
        commands = {"policyqa --help": ["--help"], "policyqa ask (samples)": ask}
        return [(name, statistics.median(_seconds([program, *arguments]) for _ in range(5))) for name, arguments in commands.items()]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    RESULTS.mkdir(exist_ok=True)
    lines = [
        "# Search, side by side",
        "",
        "| set | ranking | recall@1 | recall@5 | recall@20 | MRR@10 | ms p50 | ratio to bare keyword |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in SETS if DATA.exists() else ():
        with opened(name) as collection:
            rows = {ranking: measured(collection.answerable, make(collection)) for ranking, make in RANKERS.items()}
        for ranking, (*quality, milliseconds) in rows.items():
            cells = [f"{value:.3f}" for value in quality]
            ratio = milliseconds / rows["keyword only"][-1]
            lines.append(f"| {name} | {ranking} | {' | '.join(cells)} | {milliseconds:.1f} | {ratio:.1f} |")
            print(lines[-1], flush=True)
    lines += ["", "| process | seconds, median of 5 |", "|---|---|"]
    lines += [f"| {name} | {seconds:.2f} |" for name, seconds in start_up()]
    print("\n".join(lines[-2:]))
    (RESULTS / "search.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
