"""Boosted trees as LightGBM writes them to text, computed with numpy.

Importing lightgbm takes a second, since it imports scikit-learn; answering needs nothing but the sums of the leaves. A test holds
the scores equal to LightGBM's.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]
_NUMERICAL = 0  # the bit of decision_type that says categorical; missing values are not used


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees side by side; a leaf is written as a node that leads to itself.

    `feature`, `threshold`, `left`, `right` and `value` have the shape (trees, nodes).
    """

    names: tuple[str, ...]
    feature: NDArray[np.int32]
    threshold: Rows
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Rows
    depth: int

    def scores(self, rows: Rows) -> Rows:
        """One score a row; `rows` has the shape (count, len(names))."""
        nodes = np.zeros((len(rows), len(self.feature)), dtype=np.int32)
        tree = np.arange(len(self.feature))
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[row, self.feature[tree, nodes]] <= self.threshold[tree, nodes]
            nodes = np.where(goes_left, self.left[tree, nodes], self.right[tree, nodes])
        return np.asarray(self.value[tree, nodes].sum(axis=1), dtype=np.float64)


@lru_cache(maxsize=8)
def trees_over(path: Path, names: tuple[str, ...], computed_in: str) -> Trees:
    """The trees of a file, read once. Raises ValueError where they were trained on other features than `names`."""
    trees = read_trees(path)
    if trees.names != names:
        raise ValueError(f"The model {path.name} was trained on other features than {computed_in} computes: train it again.")
    return trees


def read_trees(path: Path) -> Trees:
    """Raises ValueError for a file that is no LightGBM model of numerical features."""
    head, *blocks = path.read_text(encoding="utf-8").split("\nTree=")
    names = tuple(_fields(head).get("feature_names", "").split())
    trees = [_fields(block.split("\n\n")[0]) for block in blocks]
    if not names or not trees or any(int(kind) & 1 != _NUMERICAL for tree in trees for kind in tree.get("decision_type", "").split()):
        raise ValueError(f"The file {path.name} is no model of numerical features.")
    nodes = max(2 * int(tree["num_leaves"]) - 1 for tree in trees)
    feature, left, right = (np.zeros((len(trees), nodes), dtype=np.int32) for _ in range(3))
    threshold, value = np.zeros((len(trees), nodes)), np.zeros((len(trees), nodes))
    for place, tree in enumerate(trees):
        inner = int(tree["num_leaves"]) - 1
        left[place], right[place] = np.arange(nodes), np.arange(nodes)
        value[place, inner : 2 * inner + 1] = _numbers(tree["leaf_value"])
        if inner:
            feature[place, :inner] = _numbers(tree["split_feature"])
            threshold[place, :inner] = _numbers(tree["threshold"])
            left[place, :inner] = _targets(tree["left_child"], inner)
            right[place, :inner] = _targets(tree["right_child"], inner)
    return Trees(names, feature, threshold, left, right, value, max(map(_depth, left, right)))


def _fields(block: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in block.split("\n") if "=" in line)


def _numbers(text: str) -> Rows:
    return np.array(text.split(), dtype=np.float64)


def _targets(text: str, inner: int) -> NDArray[np.int64]:
    """Children below zero are leaves, counted from -1; here they stand behind the inner nodes."""
    children = np.array(text.split(), dtype=np.int64)
    return np.where(children < 0, inner - 1 - children, children)


def _depth(left: NDArray[np.int32], right: NDArray[np.int32]) -> int:
    """Steps from the root until every way has ended in a leaf."""
    nodes, depth = {0}, 0
    while any(left[node] != node for node in nodes):
        nodes = {int(child) for node in nodes for child in (left[node], right[node])}
        depth += 1
    return depth
