"""Settings: built once at the top and handed down; building them loads nothing.

Order: built-in values, then `policyqa.toml` (working directory, or the file named by POLICYQA_CONFIG), then POLICYQA_* variables
(two underscores go one level down: POLICYQA_MODEL__NAME), then the command line.
"""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rag.types import Level

BUNDLED = "bundled"


# Variables of ours that are no settings: where these lie, and whether a failure is shown whole.
_NOT_SETTINGS = frozenset({"POLICYQA_CONFIG", "POLICYQA_DEBUG"})


class ConfigError(Exception):
    """A setting that cannot be used; the message names the key, the value and what is allowed."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Loaded(_Strict):
    """What any loaded model has: where it runs, how many texts at once, how many tokens of each."""

    device: str = "cpu"
    batch_size: int = Field(default=32, ge=1, le=4096)
    max_length: int | None = Field(default=None, ge=8)

    @field_validator("device")
    @classmethod
    def _is_device(cls, value: str) -> str:
        if not re.fullmatch(r"auto|cpu|mps|cuda(:\d+)?", value):
            raise ValueError('write "cpu", "cuda", "mps" or "auto"')
        return value


class EncoderSettings(_Loaded):
    """Which sentence-transformers model makes the vectors: `bundled`, a folder, or a hub name; see EncoderOptions."""

    name: str = Field(default=BUNDLED, min_length=1)
    query_prompt: str = ""
    passage_prompt: str = ""
    dimension: int | None = Field(default=None, ge=1)
    normalise: bool = True


class RerankerSettings(_Loaded):
    """Which cross-encoder puts the first `count` hits in order: a folder or a hub name; none where the name is empty."""

    name: str = ""
    count: int = Field(default=30, ge=1, le=100)


class ModelSettings(_Strict):
    """The chat model of the model writer: any provider of LangChain, by default an OpenAI-compatible endpoint.

    `api_key_variable` names the environment variable that holds the key; `timeout_seconds` is for a whole answer, and so are the other
    limits. Prices are for a million tokens. `tell_usage` asks the server how many tokens it used; "false" for one that refuses to be asked.
    """

    provider: str = "openai"
    name: str = ""
    base_url: str | None = None
    api_key_variable: str = "OPENAI_API_KEY"
    timeout_seconds: float = Field(default=30.0, gt=0, le=600)
    max_tokens: int = Field(default=800, ge=1, le=32_000)
    max_prompt_tokens: int = Field(default=6_000, ge=100, le=1_000_000)
    prompt_price: float | None = Field(default=None, ge=0)
    completion_price: float | None = Field(default=None, ge=0)
    highest_cost: float | None = Field(default=None, gt=0)
    tell_usage: bool = True

    @model_validator(mode="after")
    def _has_prices(self) -> "ModelSettings":
        if self.highest_cost is not None and self.prompt_price is None and self.completion_price is None:
            raise ValueError("highest_cost needs prompt_price and completion_price, for a million tokens each")
        return self

    @field_validator("base_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
                raise ValueError("write an address like http://127.0.0.1:8000/v1")
        return value


class ReadingSettings(_Strict):
    """How files are read: `ocr` "auto" recognises pages that are pictures where the extra is installed, "off" leaves them."""

    ocr: Literal["auto", "off"] = "auto"


class RecordSettings(_Strict):
    """How many of the newest answers are kept, and how much of the disk they may take; 0 keeps none."""

    keep: int = Field(default=10_000, ge=0)
    megabytes: int = Field(default=256, ge=1)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(_Strict):
    """`refusal` is how readily a question is refused (rag/refuse.py has the curve). `workers` is how many files are read at once, each
    in a process of its own; 0 reads in the indexing process, without protection."""

    data: Path = Path("var")
    language: Literal["zh", "en"] = "zh"
    writer: Literal["extractive", "model"] = "extractive"
    refusal: Level = "usual"
    reading: ReadingSettings = ReadingSettings()
    workers: int = Field(default_factory=_cores, ge=0, le=256)
    encoder: EncoderSettings = EncoderSettings()
    reranker: RerankerSettings = RerankerSettings()
    model: ModelSettings = ModelSettings()
    records: RecordSettings = RecordSettings()

    @property
    def digest(self) -> str:
        """12 hex digits over everything that can change an answer: not where the data lies nor how it was read,
        nor a model that is not asked."""
        model: bool | set[str] = {"api_key_variable"} if self.writer == "model" else True
        loaded = {"device", "batch_size"}
        reranker: bool | set[str] = loaded if self.reranker.name else True
        never = {"data": True, "language": True, "reading": True, "workers": True, "records": True}
        left_out: dict[str, Any] = {**never, "encoder": loaded, "reranker": reranker, "model": model}
        shaping = self.model_dump(mode="json", exclude=left_out)
        return hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()[:12]


def load_settings(environment: Mapping[str, str] = os.environ, **overrides: Any) -> Settings:
    """The settings of this process; `overrides` that are None are left out."""
    values = _from_file(environment)
    for key, value in environment.items():
        if key.startswith("POLICYQA_") and key not in _NOT_SETTINGS:
            _put(values, key.removeprefix("POLICYQA_").lower().split("__"), value)
    values.update({key: value for key, value in overrides.items() if value is not None})
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_complaint(error)) from error


def _complaint(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":  # the value is left out: it may be a key that somebody meant to set
        return f"There is no setting {name!r}: see the README for those there are."
    return f"Setting {name!r} has the value {first.get('input')!r}: {first['msg'].removeprefix('Value error, ')}."


def _from_file(environment: Mapping[str, str]) -> dict[str, Any]:
    named = environment.get("POLICYQA_CONFIG")
    path = Path(named or "policyqa.toml")
    if not path.exists():
        if named:
            raise ConfigError(f"POLICYQA_CONFIG names {named!r}, which does not exist.")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} is not valid TOML: {error}.") from error
    except OSError as error:
        raise ConfigError(f"{path.name} cannot be read ({error.strerror}): name a readable file in POLICYQA_CONFIG.") from error


def _put(values: dict[str, Any], keys: list[str], value: str) -> None:
    for place, key in enumerate(keys[:-1], 1):
        values = values.setdefault(key, {})
        if not isinstance(values, dict):
            raise ConfigError(f"Setting {'.'.join(keys[:place])!r} has the value {values!r}: it is a section, set {'.'.join(keys)!r} only.")
    values[keys[-1]] = value
