"""Boosted trees out of LightGBM's text, without LightGBM."""

from pathlib import Path

import numpy as np
import pytest

from rag.sentence_features import FEATURES
from rag.sentences import MODEL
from rag.trees import read_trees

STUMPS = """tree
version=v4
feature_names=length height

Tree=0
num_leaves=3
num_cat=0
split_feature=0 1
threshold=2.5 1
decision_type=2 2
left_child=1 -1
right_child=-2 -3
leaf_value=10 20 30

Tree=1
num_leaves=1
num_cat=0
split_feature=
threshold=
decision_type=
left_child=
right_child=
leaf_value=0.5

end of trees
"""


@pytest.fixture
def stumps(tmp_path: Path) -> Path:
    path = tmp_path / "stumps.txt"
    path.write_text(STUMPS, encoding="utf-8")
    return path


def test_a_row_falls_to_its_leaf_in_every_tree_and_the_leaves_are_added(stumps: Path) -> None:
    rows = np.array([[2.0, 1.0], [2.5, 1.1], [2.6, 0.0]])  # short and low, short and high, long
    assert read_trees(stumps).scores(rows).tolist() == [10.5, 30.5, 20.5]


def test_the_features_are_named(stumps: Path) -> None:
    assert read_trees(stumps).names == ("length", "height")


def test_no_rows_give_no_scores(stumps: Path) -> None:
    assert read_trees(stumps).scores(np.zeros((0, 2))).shape == (0,)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("hello", encoding="utf-8")
    with pytest.raises(ValueError, match=r"other\.txt is no model"):
        read_trees(path)


def test_categorical_splits_are_refused(stumps: Path) -> None:
    stumps.write_text(STUMPS.replace("decision_type=2 2", "decision_type=1 2"), encoding="utf-8")
    with pytest.raises(ValueError, match="no model of numerical features"):
        read_trees(stumps)


def test_the_shipped_model_scores_as_lightgbm_does() -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="lightgbm is only needed for training: install the extra train")
    rows = np.random.default_rng(7).normal(0.5, 1.0, (200, len(FEATURES)))
    expected = lightgbm.Booster(model_file=str(MODEL)).predict(rows)
    assert read_trees(MODEL).scores(rows) == pytest.approx(expected, abs=1e-9)


def test_the_shipped_model_was_trained_on_the_features_that_are_computed() -> None:
    assert read_trees(MODEL).names == FEATURES
