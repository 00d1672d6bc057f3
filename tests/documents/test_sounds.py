import pytest

from documents.sounds import sounds_like, usually_sounds_like


@pytest.mark.parametrize(("one", "other"), [("圆", "园"), ("难", "南"), ("天", "田"), ("赠", "增"), ("行", "航"), ("是", "四")])
def test_characters_that_input_methods_mix_up_sound_alike(one: str, other: str) -> None:
    assert sounds_like(one, other)


@pytest.mark.parametrize(("one", "other"), [("圆", "共"), ("山", "江"), ("东", "西")])
def test_others_do_not(one: str, other: str) -> None:
    assert not sounds_like(one, other)


def test_rare_readings_are_told_from_the_usual_ones() -> None:
    assert sounds_like("跌", "突")
    assert not usually_sounds_like("跌", "突")
    assert usually_sounds_like("赠", "增")
