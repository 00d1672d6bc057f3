"""A sample of the indicators drawn from a folder of reports, to be judged by eye: `python -m benchmarks.indicators FOLDER… [--count N]`.

Every line has what was drawn and the clause that it was drawn from. The sample is the same for the same reports and rules; known
indicators and all others are drawn half and half, since there are far more of the others.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from documents.indicator_names import is_known
from rag.assemble import Service, index_reports, open_service
from rag.config import Settings
from rag.indicators import Told, Wanted

ALL = 1_000_000
_BEFORE, _BEHIND = 60, 16  # characters of the sentence shown around a figure


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=options.data or Path(folder))
        index_reports(settings, options.folders, lambda *_: None)
        told = drawn(open_service(settings), options.count)
        for number, one in enumerate(told, 1):
            print(line(number, one))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=160)
    parser.add_argument("--data", type=Path, help="keep the index here and use it again")
    return parser.parse_args()


def drawn(service: Service, count: int) -> list[Told]:
    found = service.indicators(Wanted(), ALL)
    known = [told for told in found if is_known(told.indicator.name)]
    other = [told for told in found if not is_known(told.indicator.name)]
    print(f"{len(found)} indicators, {len(known)} of them of known names")
    half = _sample(known, count // 2)
    return [*half, *_sample(other, count - len(half))]


def _sample(told: Sequence[Told], count: int) -> list[Told]:
    return random.Random(0).sample(list(told), min(count, len(told)))


def line(number: int, told: Told) -> str:
    """What was drawn, and the sentence around the figure, which stands between ‹ and ›."""
    indicator = told.indicator
    start, end = indicator.figure_start - indicator.start, indicator.figure_end - indicator.start
    around = f"{told.quote[max(0, start - _BEFORE) : start]}‹{told.quote[start:end]}›{told.quote[end : end + _BEHIND]}"
    fields = (indicator.region, indicator.period, indicator.standing, indicator.measure, indicator.name, told.text, indicator.qualifier)
    return f"{number:3} {' · '.join(str(field or '–') for field in fields)}  [{told.entry.source_name}]\n      {' '.join(around.split())}"


if __name__ == "__main__":
    main()
