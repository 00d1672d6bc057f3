"""The file of corrections beside a report: 报告.pdf.meta.yaml for one file, 报告.meta.yaml for all files of that name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError

from documents.corrections import MetadataBody, misfit_sentence

_ENDING = ".meta.yaml"
_LARGEST = 64_000
_NO_YAML = "The sidecar is no YAML in UTF-8, or holds a date that is none: write one line a field, such as `issuer: 安徽省人民政府`."


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says. `digest` is that of its bytes; with a `problem` it corrects nothing."""

    name: str
    digest: str
    corrections: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


def is_sidecar(path: Path) -> bool:
    return path.name.lower().endswith(_ENDING)


def sidecar_of(path: Path) -> Sidecar | None:
    """The sidecar of a report's file, None where there is none; that of the whole name goes before that of the stem."""
    for name in (path.name + _ENDING, path.stem + _ENDING):
        beside = path.with_name(name)
        if beside.is_file():
            return _opened(beside)
    return None


def _opened(path: Path) -> Sidecar:
    try:
        if path.stat().st_size > _LARGEST:
            return Sidecar(path.name, "too large", problem=f"The sidecar is larger than {_LARGEST} bytes: keep fields of the report only.")
        data = path.read_bytes()
    except OSError as error:
        return Sidecar(path.name, "unreadable", problem=f"The sidecar cannot be opened ({error.strerror}): check that you may read it.")
    digest = hashlib.sha256(data).hexdigest()[:16]
    try:
        return Sidecar(path.name, digest, _read(data))
    except ValidationError as error:
        return Sidecar(path.name, digest, problem=misfit_sentence(error))
    except (yaml.YAMLError, ValueError, RecursionError):
        return Sidecar(path.name, digest, problem=_NO_YAML)


def _read(data: bytes) -> dict[str, str]:
    found = yaml.safe_load(data.decode("utf-8-sig"))
    if found is not None and not isinstance(found, dict):
        raise yaml.YAMLError
    changes = MetadataBody.model_validate(found or {}).changes()
    return {name: value for name, value in changes.items() if value is not None}
