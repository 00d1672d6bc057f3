"""How the bundled encoder is trained."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """Every number that shapes the weights; the model card repeats them."""

    han_pieces: int = 22_000
    other_pieces: int = 18_000
    # Longer Han pieces take words away from each other: 规模以上工业增加值增 as one piece shares nothing with 工业增加值.
    longest_han: int = 3
    longest_other: int = 12
    dimension: int = 384
    scale: float = 20.0
    batch: int = 1024
    passes: int = 5
    # Pairs of a source that one pass reads, as a share of all; above one, again. Not named: all once.
    shares: tuple[tuple[str, int | float], ...] = (
        ("news_lead", 0.5),
        ("lecoqa", 1),
        ("laws", 1),
        ("policy_docs", 1),
        ("xquad", 4),
        ("tatoeba", 0.5),
        ("dictionary", 0.25),
        ("laws rendered", 0.5),
        ("squad rendered", 0.5),
        ("news_lead rendered", 0.5),
    )
    # Neighbours in the laws file are articles of one law: in one batch they are each other's hard negatives.
    neighbours: int = 16
    renderings: int = 2  # of each text, word by word, drawn anew
    longest_rendered: int = 300  # characters of a text that are put over
    rare_first: bool = True
    # Of a longer text, so many pieces drawn anew each time: half the time, and no text is learned by heart.
    pieces_read: int = 128
    learning_rate: float = 0.01
    seed: int = 20261123
    vocabulary_characters: int = 8_000_000
