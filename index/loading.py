"""What encoders and cross-encoders share in being loaded: the device they run on, and one sentence for a model that is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError

from index.errors import StoreError

# What transformers raises for absent, half and foreign model folders.
_FAULTS = (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError, SafetensorError)


@contextmanager
def loading(section: str, name: str) -> Iterator[None]:
    """Turn whatever loading a model raises into a StoreError with the remedy."""
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # it would stand between the lines of every command
    try:
        yield
    except _FAULTS as error:
        hint = "give a folder that holds the model, or a hub name that was downloaded to this machine before"
        raise StoreError("unusable_setting", f"The {section} {shown(name)!r} ('{section}.name') could not be loaded: {hint}.") from error


def shown(name: str) -> str:
    """A hub name as it is, of a folder only its own name."""
    is_hub_name = name.count("/") == 1 and name[0] not in "/.~" and not Path(name).exists()
    return name if is_hub_name else Path(name).name


def choose_device(section: str, wanted: str) -> str:
    """The device to run on, where `auto` takes the best there is. Raises StoreError for one that this machine lacks."""
    import torch

    cards = torch.cuda.device_count() if torch.cuda.is_available() else 0
    there = [*(["cuda", *(f"cuda:{number}" for number in range(cards))] if cards else [])]
    there += ["mps"] if torch.backends.mps.is_available() else []
    there += ["cpu"]
    if wanted == "auto":
        return there[0]
    if wanted not in there:
        usable = ", ".join([*there, "auto"])
        raise StoreError(
            "unusable_setting",
            f"Setting '{section}.device' has the value {wanted!r}, which this machine does not have: use one of {usable}.",
        )
    return wanted


def within(setting: str, value: int | None, most: float | None) -> None:
    """Refuse a number above what the model itself has."""
    if value is not None and most is not None and value > most:
        raise StoreError(
            "unusable_setting",
            f"Setting {setting!r} has the value {value}, the model has {int(most)}: give at most {int(most)}, or leave it out.",
        )
