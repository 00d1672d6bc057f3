"""How much a process may take that reads one file, and how it asks for more while it recognises pages."""

import contextlib
import signal
import sys
from dataclasses import dataclass, replace

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds by the clock and bytes of address space for one file; `page_seconds` and `recognition_memory` go to pages read from pictures.

    Each megabyte of the file adds `megabyte_seconds`, since a thousand pages take a while. `most_seconds` is when the process is
    killed from outside, however many pages it says it recognises.
    """

    seconds: float = 30.0
    megabyte_seconds: float = 2.0
    memory: int = 1024 * MEBIBYTE
    page_seconds: float = 60.0  # one takes five seconds on an idle machine, forty on one that is five times overloaded
    recognition_memory: int = 2048 * MEBIBYTE
    most_seconds: float = 3600.0
    file_size: int = 64 * MEBIBYTE
    open_files: int = 64

    def of(self, size: int) -> "Limits":
        """The limits for a file of so many bytes."""
        return replace(self, seconds=self.seconds + self.megabyte_seconds * size / 1_000_000)


_applied: list[Limits] = []  # of this process; empty where it reads without limits


def apply(limits: Limits) -> None:
    """Limit this process for the rest of its life; where the system has no such limits, nothing happens."""
    if sys.platform == "win32":
        return
    import resource

    # Nothing grows beyond its hard limit, and only `recognise_page` raises a soft one up to it.
    _limit(resource.RLIMIT_AS, limits.memory, max(limits.memory, limits.recognition_memory))
    _limit(resource.RLIMIT_CPU, int(limits.seconds) + 1, int(limits.most_seconds) + 1)
    _limit(resource.RLIMIT_FSIZE, limits.file_size)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    _limit(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    _applied[:] = [limits]


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit as far as the one in force allows; macOS knows some of them by name only."""
    import resource

    _, most = resource.getrlimit(kind)
    bounds = [bound for bound in (soft if hard is None else hard, most) if bound != resource.RLIM_INFINITY]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (min(soft, *bounds), min(bounds)))


def recognise_page() -> None:
    """More time and memory for one page that is read from its picture; call it before each. Nothing where there are no limits."""
    if sys.platform == "win32" or not _applied:
        return
    import resource

    limits = _applied[0]
    _, memory = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    used, most = resource.getrlimit(resource.RLIMIT_CPU)
    # Recognition computes on several cores at once, so that its processor time runs ahead of the clock.
    resource.setrlimit(resource.RLIMIT_CPU, (min(most, used + 4 * int(limits.page_seconds)), most))
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    signal.setitimer(signal.ITIMER_REAL, left + limits.page_seconds)
