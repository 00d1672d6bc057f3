"""The picture of a run: recall@5 and milliseconds of every pipeline on every set."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.tables import NAMES

PANELS = (("recall@5", "recall@5", "linear"), ("p50", "ms p50", "log"))


def draw(rows: Sequence[dict[str, Any]], target: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    names = list(dict.fromkeys(row["set"] for row in rows))
    letters = sorted({row["pipeline"] for row in rows})
    figure, panels = plt.subplots(2, 1, figsize=(max(8.0, 0.9 * len(names)), 8), sharex=True)
    for panel, (key, label, scale) in zip(panels, PANELS, strict=True):
        for place, letter in enumerate(letters):
            own = [(names.index(row["set"]), row[key]) for row in rows if row["pipeline"] == letter]
            panel.bar([x + (place - (len(letters) - 1) / 2) * 0.16 for x, _ in own], [y for _, y in own], 0.16, label=NAMES[letter])
        panel.set_ylabel(label)
        panel.set_yscale(scale)
    panels[1].set_xticks(range(len(names)), [name.replace("→", " to ") for name in names], rotation=45, ha="right")
    panels[0].legend(ncols=len(letters), fontsize="small", loc="lower center", bbox_to_anchor=(0.5, 1.0))
    figure.tight_layout()
    figure.savefig(target, dpi=110)
    plt.close(figure)
