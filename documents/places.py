"""The provinces and prefecture-level cities of China with their codes of GB/T 2260: two digits a province, four a city.

`places.tsv` says of each whether its short name alone means it: 大同, 中山 and 日照 are words as well, 海南 is a province first.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# What follows a short name in everyday writing: 恩施州 for 恩施土家族苗族自治州.
_KINDS = ("省", "市", "自治区", "特别行政区", "州", "盟", "地区")


@dataclass(frozen=True, slots=True)
class Place:
    """`alone` says that the short name means the place wherever it stands."""

    code: str
    name: str
    short: str
    alone: bool

    @property
    def is_city(self) -> bool:
        return len(self.code) == 4

    @property
    def province(self) -> str:
        """The short name of its province, its own for a province."""
        return _by_code()[self.code[:2]].short


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """All of them, provinces before cities, in the order of their codes."""
    lines = files("documents").joinpath("places.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    found = [Place(code, name, short, alone == "yes") for code, name, short, alone in rows]
    return tuple(sorted(found, key=lambda place: (place.is_city, place.code)))


def find_place(text: str) -> Place | None:
    """The place that a code, a full or a short name means: 3401, 合肥市 or 合肥. A name of both a province and a city is the province."""
    return _by_name().get(text)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Place]:
    return {place.code: place for place in places()}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Place]:
    named: dict[str, Place] = {}
    for place in places():
        for name in (place.code, place.name, place.short, *names_in_full(place)):
            named.setdefault(name, place)
    return named


def names_in_full(place: Place) -> tuple[str, ...]:
    """The official name, and for autonomous prefectures the everyday one: 恩施土家族苗族自治州, 恩施州."""
    kind = next((kind for kind in _KINDS if place.name.endswith(kind)), "")
    return (place.name,) if place.name == place.short + kind or not place.is_city else (place.name, place.short + kind)


def find_city(text: str) -> Place | None:
    """As `find_place`, but only a city: 吉林 is the one in the province of that name."""
    return next((place for place in places() if place.is_city and text in (place.code, place.short, *names_in_full(place))), None)
