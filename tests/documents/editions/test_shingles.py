import random

import pytest

from documents.editions.shingles import bands, signature, similarity

TEXT = "坚持稳中求进工作总基调，推动经济实现质的有效提升和量的合理增长，规模以上工业增加值增长6.5%左右。"


def test_a_text_is_like_itself_whatever_its_width_spaces_and_marks() -> None:
    wide = TEXT.replace("6.5%", "６.５％").replace("，", "\n， ")
    assert similarity(signature(TEXT), signature(wide)) == 1.0


def test_texts_without_a_common_shingle_are_not_alike() -> None:
    assert similarity(signature(TEXT), signature("Emissions will be cut by 68 percent by 2030.")) < 0.05


def test_a_short_text_has_a_signature_too() -> None:
    assert similarity(signature("通知"), signature("通 知")) == 1.0
    assert len(signature("")) == len(signature(TEXT)) == 512


@pytest.mark.parametrize("kept", [0.5, 0.8, 0.95])
def test_the_estimate_is_near_the_share_of_common_shingles(kept: float) -> None:
    """Against counting: the shingles of two texts as sets."""
    letters = random.Random(7)
    one = "".join(chr(0x4E00 + letters.randrange(2000)) for _ in range(4000))
    other = one[: int(kept * len(one))] + "".join(chr(0x6E00 + letters.randrange(2000)) for _ in range(int((1 - kept) * len(one))))
    left, right = ({text[at : at + 5] for at in range(len(text) - 4)} for text in (one, other))
    assert similarity(signature(one), signature(other)) == pytest.approx(len(left & right) / len(left | right), abs=0.12)


def test_bands_divide_the_signature() -> None:
    minima = signature(TEXT)
    assert len(bands(minima, 8)) == 16
    assert b"".join(bands(minima, 8)) == minima
