"""Whether the best sentence answers or only shares the topic: features that can be counted by hand, and levels that keep their order."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from documents.types import Language
from rag.answerability import FEATURES, answerability
from rag.assemble import Service, index_reports, open_service
from rag.config import Settings
from rag.refuse import LEVELS, judge, odds

Writes = Callable[[Mapping[str, str]], Path]
Progress = Callable[[str, int, int], None]
TEXTS = {
    "桥.txt": "长江大桥于1957年建成通车，全长1670米。大桥没有收费站。",
    "norman.txt": "Normandy is a region in France. The Normans did not build the abbey of Cluny. Rollo was their first ruler.",
    "rain.txt": "The forest covers 5,500,000 square kilometres. Most of it lies in Brazil.",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("answerability")
    (folder / "reports").mkdir()
    for name, text in TEXTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    settings = Settings(data=folder / "data", workers=0)
    index_reports(settings, [folder / "reports"], lambda *_: None)
    return open_service(settings)


def seen(service: Service, question: str) -> dict[str, float]:
    evidence = service.evidence(question)
    return dict(zip(FEATURES, answerability(evidence, odds(evidence), service.models.reader), strict=True))


def test_nothing_is_missing_of_a_question_in_the_words_of_its_sentence(small: Service) -> None:
    told = seen(small, "长江大桥全长多少米？")
    assert (told["coverage"], told["missing"], told["missing_passage"], told["order"]) == (1.0, 0.0, 0.0, 1.0)


def test_a_figure_of_the_question_that_is_not_told_is_counted(small: Service) -> None:
    assert seen(small, "长江大桥1957年建成通车了吗？")["figures_missing"] == 0
    assert seen(small, "长江大桥1968年建成通车了吗？")["figures_missing"] == 1


@pytest.mark.parametrize(
    ("question", "negated", "differs"),
    [
        ("长江大桥有收费站吗？", 0.0, -1.0),
        ("长江大桥没有收费站吗？", 1.0, 0.0),
        ("What did the Normans not build?", 1.0, 0.0),
        ("Which abbey did the Normans build?", 0.0, -1.0),
    ],
)
def test_a_denial_that_only_one_of_both_makes_is_seen(small: Service, question: str, negated: float, differs: float) -> None:
    told = seen(small, question)
    assert (told["question_negated"], told["negation_differs"]) == (negated, differs)


def test_the_heaviest_missing_word_is_a_share_of_the_questions_weight(small: Service) -> None:
    told = seen(small, "长江大桥的设计师是哪位？")
    assert 0 < told["missing_second"] <= told["missing"] < 1
    assert told["missing"] + told["missing_second"] + told["coverage"] <= 1 + 1e-9


@pytest.mark.parametrize(
    "question",
    [
        "长江大桥全长多少米？",
        "长江大桥谁设计的？",
        "火星移民的补贴标准是什么？",
        "黄河大桥全长多少米？",
        "Who was the last ruler of the Normans?",
        "收费站",
    ],
)
def test_what_a_milder_level_refuses_is_refused_by_a_stricter_one(small: Service, question: str) -> None:
    evidence = small.evidence(question)
    refused = [judge(evidence, small.models.reader, level) is not None for level in ("lenient", "usual", "strict")]
    assert refused == sorted(refused)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_levels_grow_stricter_in_every_respect(language: Language) -> None:
    levels = [LEVELS[level][language] for level in ("lenient", "usual", "strict")]
    for name in ("odds", "topic", "answerability"):
        values = [getattr(least, name) for least in levels]
        assert values == sorted(values)


def test_the_level_is_a_setting(write_files: Writes, quiet: Progress, tmp_path: Path) -> None:
    """The same odds are asked of a service by its settings, and stand in the digest that an answer carries."""
    folder = write_files(TEXTS)
    digests = set()
    for level in ("lenient", "usual", "strict"):
        settings = Settings.model_validate({"data": tmp_path / level, "workers": 0, "refusal": level})
        index_reports(settings, [folder], quiet)
        digests.add(open_service(settings).settings.digest)
    assert len(digests) == 3


def test_a_question_behind_a_story_is_judged_by_the_odds_alone(small: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trees have seen single questions only: none passes here, so that a long one can be told from a short one."""
    monkeypatch.setattr("rag.refuse.answerable", lambda *_: -99.0)
    short, long = "长江大桥全长多少米？", "我住在桥边。每天过桥上班。长江大桥全长多少米？"
    refused = [judge(small.evidence(question), small.models.reader) is not None for question in (short, long)]
    assert refused == [True, odds(small.evidence(long)) < LEVELS["usual"]["zh"].topic]
    assert not refused[1]
