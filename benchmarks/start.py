"""How long whole processes of the command line take, over the shipped samples."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "documents" / "samples"


def start_up() -> dict[str, float]:
    """Median seconds of five processes, from their start to their end."""
    program = str(Path(sys.executable).parent / "policyqa")
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([program, "index", str(SAMPLES), "--data", data], check=True, capture_output=True)
        ask = ["ask", "2026年安徽省规模以上工业增加值增长目标是多少？", "--data", data]
        commands = {"policyqa --help": ["--help"], "policyqa ask (samples)": ask}
        return {name: statistics.median(_seconds([program, *arguments]) for _ in range(5)) for name, arguments in commands.items()}


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start
