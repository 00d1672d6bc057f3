"""Settings: where they come from, and what is said of wrong ones."""

from pathlib import Path

import pytest

from rag.config import ConfigError, Settings, load_settings


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, text: str, name: str = "policyqa.toml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def complaint(environment: dict[str, str], **overrides: object) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(environment, **overrides)
    return str(caught.value)


def test_without_anything_the_built_in_values_hold(workplace: Path) -> None:
    assert load_settings({}) == Settings()


def test_the_file_of_the_working_directory_is_read(workplace: Path) -> None:
    write(workplace, 'language = "en"\n[model]\nname = "通义"\n')
    settings = load_settings({})
    assert (settings.language, settings.model.name) == ("en", "通义")


def test_the_environment_outweighs_the_file_and_arguments_outweigh_both(workplace: Path) -> None:
    write(workplace, 'data = "from-file"\nlanguage = "en"\nwriter = "model"\n')
    settings = load_settings({"POLICYQA_DATA": "from-environment", "POLICYQA_LANGUAGE": "en"}, language="zh", writer=None)
    assert (settings.data, settings.language, settings.writer) == (Path("from-environment"), "zh", "model")


def test_the_file_may_be_named(workplace: Path) -> None:
    write(workplace, 'language = "zh"\n')
    named = write(workplace, 'language = "en"\n', "其他.toml")
    assert load_settings({"POLICYQA_CONFIG": named}).language == "en"


def test_two_underscores_go_one_level_down_and_keep_the_rest_of_the_section(workplace: Path) -> None:
    write(workplace, '[model]\nname = "a"\nbase_url = "http://127.0.0.1:8000/v1"\n')
    model = load_settings({"POLICYQA_MODEL__NAME": "b", "POLICYQA_MODEL__TIMEOUT_SECONDS": "5"}).model
    assert (model.name, model.base_url, model.timeout_seconds) == ("b", "http://127.0.0.1:8000/v1", 5.0)


def test_variables_of_others_are_left_alone(workplace: Path) -> None:
    assert load_settings({"PATH": "/bin", "policyqa_language": "en"}) == Settings()


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"POLICYQA_LANGUAGE": "fr"}, "'language'"),
        ({"POLICYQA_MODEL__TIMEOUT_SECONDS": "0"}, "'model.timeout_seconds'"),
        ({"POLICYQA_MODEL__TIMEOUT_SECONDS": "nan"}, "'model.timeout_seconds'"),
        ({"POLICYQA_ENCODER__BATCH_SIZE": "many"}, "'encoder.batch_size'"),
        ({"POLICYQA_ENCODER__DIMENSION": "0"}, "'encoder.dimension'"),
        ({"POLICYQA_ENCODER__NORMALISE": "perhaps"}, "'encoder.normalise'"),
        ({"POLICYQA_ENCODER__DEVICE": "gpu"}, "'encoder.device'"),
        ({"POLICYQA_ENCODER__MAX_LENGTH": "2"}, "'encoder.max_length'"),
        ({"POLICYQA_RERANKER__DEVICE": "cuda:first"}, "'reranker.device'"),
        ({"POLICYQA_RERANKER__COUNT": "101"}, "'reranker.count'"),
        ({"POLICYQA_RERANKER__BATCH_SIZE": "0"}, "'reranker.batch_size'"),
        ({"POLICYQA_MODEL__BASE_URL": "file:///etc/passwd"}, "'model.base_url'"),
        ({"POLICYQA_MODEL__BASE_URL": "http://"}, "'model.base_url'"),
        ({"POLICYQA_MODEL__BASE_URL": "http://127.0.0.1:99999/v1"}, "'model.base_url'"),
        ({"POLICYQA_MODEL__MAX_PROMPT_TOKENS": "5"}, "'model.max_prompt_tokens'"),
        ({"POLICYQA_MODEL__PROMPT_PRICE": "-1"}, "'model.prompt_price'"),
        ({"POLICYQA_MODEL__HIGHEST_COST": "0.01"}, "'model'"),  # without a price
        ({"POLICYQA_MODEL": "gpt", "POLICYQA_MODEL__NAME": "x"}, "'model'"),
        ({"POLICYQA_MODEL__NAME": "x", "POLICYQA_MODEL": "gpt"}, "'model'"),
        ({"POLICYQA_MODEL__NAME__SHORT": "x"}, "'model.name'"),
    ],
)
def test_a_bad_value_is_named_in_one_sentence(workplace: Path, environment: dict[str, str], name: str) -> None:
    message = complaint(environment)
    assert name in message
    assert any(value in message for value in environment.values())
    assert message.count("\n") == 0


def test_a_device_that_is_none_is_answered_with_those_there_are(workplace: Path) -> None:
    expected = 'Setting \'encoder.device\' has the value \'gpu\': write "cpu", "cuda", "mps" or "auto".'
    assert complaint({"POLICYQA_ENCODER__DEVICE": "gpu"}) == expected


def test_an_unknown_setting_is_named_without_its_value(workplace: Path) -> None:
    message = complaint({"POLICYQA_MODEL__API_KEY": "sk-secret"})
    assert "'model.api_key'" in message
    assert "sk-secret" not in message


def test_an_unknown_section_of_the_file_is_named(workplace: Path) -> None:
    write(workplace, "[modell]\n")
    assert "'modell'" in complaint({})


def test_a_broken_file_is_named(workplace: Path) -> None:
    write(workplace, "language = \n")
    assert "policyqa.toml is not valid TOML" in complaint({})


def test_a_file_that_is_no_utf8_is_named(workplace: Path) -> None:
    (workplace / "policyqa.toml").write_bytes('language = "中"'.encode("gb18030"))
    assert "policyqa.toml is not valid TOML" in complaint({})


def test_a_named_file_must_be_there_and_readable(workplace: Path) -> None:
    assert "'missing.toml', which does not exist" in complaint({"POLICYQA_CONFIG": "missing.toml"})
    (workplace / "folder").mkdir()
    assert "folder cannot be read" in complaint({"POLICYQA_CONFIG": "folder"})


def test_the_digest_changes_with_what_can_change_an_answer(workplace: Path) -> None:
    model = {"writer": "model", "model": {"name": "a"}}
    different = [
        {},
        {"encoder": {"name": "other"}},
        {"encoder": {"query_prompt": "query: "}},
        {"encoder": {"dimension": 64}},
        {"encoder": {"normalise": False}},
        {"reranker": {"name": "other"}},
        {"reranker": {"name": "other", "count": 5}},
        {"reranker": {"name": "other", "max_length": 128}},
        model,
        {**model, "model": {"name": "b"}},
        {**model, "model": {"name": "a", "base_url": "http://127.0.0.1:1/v1"}},
        {**model, "model": {"name": "a", "max_tokens": 5}},
        {**model, "model": {"name": "a", "max_prompt_tokens": 500}},
    ]
    digests = [load_settings({}, **values).digest for values in different]
    assert len(set(digests)) == len(digests)
    assert all(len(digest) == 12 for digest in digests)


@pytest.mark.parametrize(
    "values",
    [
        {"data": "elsewhere"},
        {"language": "en"},
        {"reading": {"ocr": "off"}},
        {"encoder": {"device": "cuda", "batch_size": 8}},
        {"model": {"name": "not asked"}},
        {"reranker": {"count": 5}},
    ],
)
def test_the_digest_stays_with_what_cannot(workplace: Path, values: dict[str, object]) -> None:
    assert load_settings({}, **values).digest == Settings().digest


def test_the_name_of_the_keys_variable_changes_no_answer(workplace: Path) -> None:
    first, second = ({"name": "a", "api_key_variable": variable} for variable in ("A_KEY", "B_KEY"))
    assert load_settings({}, writer="model", model=first).digest == load_settings({}, writer="model", model=second).digest
