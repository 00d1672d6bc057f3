"""`make bench`: how well and how fast the collection is searched, side by side in one run, written to benchmarks/results/.

Over the development sets where they lie beside the checkout, else over the shipped samples. Every pipeline runs in a process of its
own; speed is given as a ratio too, because a second of one machine says little on another.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.machine import load, machine_line
from benchmarks.plot import draw
from benchmarks.start import start_up
from benchmarks.tables import NAMES, markdown, row_line, rows

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
RESULTS = Path(__file__).parent / "results"
SETS = (
    "ncp_policy", "lecoqa", "gov_letters", "rgb", "cmrc2018", "drcd", "secnews", "squad2", "conditionalqa",
    "xquad", "xquad zh→en", "xquad en→zh", "policy_xling", "pool-zh",
)  # fmt: skip
ENGLISH = frozenset(("squad2", "conditionalqa"))
SLOW = {("pool-zh", "d"): 300}  # seconds after which a run is given up: BM25Retriever looks at every piece for every question
ANSWERS = 100  # questions for the time of a whole answer


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description="Search of policyqa, of its parts and of stock LangChain.")
    parser.add_argument("--sets", nargs="+", default=SETS if DATA.exists() else ("samples",), metavar="SET", help=", ".join(SETS))
    parser.add_argument("--limit", type=int, default=300, help="questions of a set, drawn the same in every run (default: 300)")
    described = ", ".join(f"{letter} {name}" for letter, name in NAMES.items())
    parser.add_argument("--pipelines", nargs="+", choices=NAMES, default=list(NAMES), metavar="LETTER", help=described)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder to write to (default: benchmarks/results)")
    parser.add_argument("--pipeline", choices=NAMES, help="measure only this one, with --set, in this process")
    parser.add_argument("--set", help="with --pipeline")
    parser.add_argument("--answers", action="store_true", help="measure only whole answers, in this process")
    parser.add_argument("--out", type=Path, help="with --pipeline or --answers: the JSON file to write")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    if not (chosen.pipeline or chosen.answers):
        return everything(chosen)
    from benchmarks.run import measured, whole_answers

    result = whole_answers(chosen.limit) if chosen.answers else measured(chosen.pipeline, chosen.set, chosen.limit)
    text = json.dumps(result, ensure_ascii=False)
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


def everything(chosen: argparse.Namespace) -> int:
    """All measurements one after another; results are written after each, so that an interrupted run keeps what it has."""
    chosen.results.mkdir(exist_ok=True, parents=True)
    results: dict[str, Any] = {
        "machine": machine_line(),
        "load": load(),
        "limit": chosen.limit,
        "runs": [],
        "start_up": {},
        "answers": None,
        "notes": [],
    }
    for name, letter in tqdm(list(planned(chosen)), desc="measurements", disable=None):
        limit = SLOW.get((name, letter))
        try:
            results["runs"].append(apart("--pipeline", letter, "--set", name, "--limit", str(chosen.limit), seconds=limit))
        except subprocess.TimeoutExpired:
            results["notes"].append(f"{NAMES[letter]} on {name}, which took more than {limit} seconds")
        except subprocess.CalledProcessError:
            results["notes"].append(f"{NAMES[letter]} on {name}, which failed")
        else:
            show(results)
        write(results, chosen.results)
    results["start_up"] = start_up()
    results["answers"] = apart("--answers", "--limit", str(min(ANSWERS, chosen.limit)))
    write(results, chosen.results)
    print(markdown(results))
    return int(any(note.endswith("failed") for note in results["notes"]))


def planned(chosen: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """policyqa first, because the others are shown as ratios to it."""
    for name in chosen.sets:
        for letter in sorted(chosen.pipelines, key=lambda letter: (letter != "c", letter)):
            if letter != "e" or name in ENGLISH:
                yield name, letter


def apart(*arguments: str, seconds: int | None = None) -> dict[str, Any]:
    """The result of one measurement in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        command = [sys.executable, "-m", "benchmarks.search", *arguments, "--out", str(out)]
        subprocess.run(command, check=True, cwd=ROOT, timeout=seconds)
        return json.loads(out.read_text(encoding="utf-8"))


def show(results: dict[str, Any]) -> None:
    newest = results["runs"][-1]
    for row in rows(results["runs"]):
        if row["pipeline"] == newest["pipeline"] and row["set"] in newest["groups"]:
            tqdm.write(row_line(row))


def write(results: dict[str, Any], folder: Path) -> None:
    (folder / "search.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "search.md").write_text(markdown(results), encoding="utf-8")
    if results["runs"]:
        draw(rows(results["runs"]), folder / "search.png")


if __name__ == "__main__":
    sys.exit(main())
