"""Pairs across languages out of pairs of one language, by the dictionary."""

import random
from collections.abc import Callable, Iterator

from index.model.dictionary import build, read_entries
from index.model.pairs import Pair
from index.model.recipe import Recipe

CHINESE = ("cmrc2018", "drcd", "lecoqa", "laws", "policy_docs", "news_lead")
ENGLISH = ("squad", "policyqa")
COUNTED = 8_000  # texts of a Chinese source in which headwords are counted
RENDERED = 12_000  # pairs of a source that are put over: enough of the news


def bridged(sources: dict[str, list[Pair]], recipe: Recipe) -> dict[str, list[Pair]]:
    """The sources with the dictionary's entries and with their texts put over word by word into the other language."""
    chance = random.Random(recipe.seed)
    texts = {name: [text for pair in pairs for text in pair] for name, pairs in sources.items()}
    chinese = (text for name in CHINESE for text in texts[name][:COUNTED])
    english = (text for name in ENGLISH for text in texts[name])
    dictionary = build(read_entries(), chinese, english)
    rendered: dict[str, list[Pair]] = {"dictionary": dictionary.pairs()}
    for name in (*CHINESE, *ENGLISH):
        render = dictionary.to_chinese if name in ENGLISH else dictionary.to_english
        pairs = chance.sample(sources[name], min(RENDERED, len(sources[name]))) if name == "news_lead" else sources[name]
        rendered[f"{name} rendered"] = [
            pair for _ in range(recipe.renderings) for row in pairs for pair in _rendered(row, render, recipe, chance)
        ]
    return sources | rendered


def _rendered(pair: Pair, render: Callable[[str, random.Random], str], recipe: Recipe, chance: random.Random) -> Iterator[Pair]:
    """Query or positive in the other language, by chance; one side stays, so that both languages meet in every pair."""
    query, positive = (text[: recipe.longest_rendered] for text in pair)
    made = (render(query, chance), positive) if chance.random() < 0.5 else (query, render(positive, chance))
    if all(made):
        yield made
