"""The plan of the training: shares, neighbours, drawn pieces; nothing is trained here."""

import random

import numpy as np
import pytest

from index.model.bridge import _rendered
from index.model.dictionary import build
from index.model.recipe import Recipe
from index.model.train import _drawn, _order, batches


def test_a_pass_reads_each_source_by_its_share() -> None:
    recipe = Recipe(batch=100, shares=(("often", 3), ("seldom", 0.25)))
    plan = batches({"often": 200, "once": 200, "seldom": 800}, recipe, random.Random(1))
    read = {name: [row for source, rows in plan if source == name for row in rows] for name in ("often", "once", "seldom")}
    assert sorted(read["once"]) == list(range(200))
    assert sorted(read["often"]) == sorted([*range(200)] * 3)
    assert len(set(read["seldom"])) == 200


def test_neighbours_stay_together() -> None:
    order = _order(10, 4, random.Random(1))
    assert sorted(order) == list(range(10))
    at = order.index(4)
    assert order[at : at + 4] == [4, 5, 6, 7]


def test_pieces_are_drawn_from_long_texts_only() -> None:
    drawing = np.random.default_rng(1)
    assert list(_drawn(np.arange(5), 5, drawing)) == [0, 1, 2, 3, 4]
    drawn = _drawn(np.arange(100, 200), 5, drawing)
    assert len(drawn) == 5
    assert set(drawn) <= set(range(100, 200))


@pytest.mark.parametrize("seed", range(5))
def test_one_side_of_a_pair_is_put_over(seed: int) -> None:
    dictionary = build([("工业", ("industry",)), ("增长", ("growth",))], [], [])
    pairs = list(_rendered(("工业", "增长"), dictionary.to_english, Recipe(), random.Random(seed)))
    assert pairs in ([("industry", "增长")], [("工业", "growth")])


def test_a_pair_without_a_known_word_is_left_out() -> None:
    dictionary = build([("工业", ("industry",))], [], [])
    assert not list(_rendered(("粮", "税"), dictionary.to_english, Recipe(), random.Random(1)))
