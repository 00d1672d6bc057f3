"""Takes docs/chat.png: the sample reports, the real chain, two questions. Needs Chromium on PATH and the test dependencies.

.venv/bin/python docs/take_picture.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
POLICYQA = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
QUESTIONS = ("2026年安徽省规模以上工业增加值增长目标是多少？", "到2035年森林蓄积量要达到多少？")


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([*POLICYQA, "index", str(ROOT / "documents" / "samples"), "--data", data], check=True)  # noqa: S603  our own command
        server = subprocess.Popen([*POLICYQA, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE, text=True)  # noqa: S603  our own command
        try:
            if server.stdout is None or not (line := server.stdout.readline()):
                raise SystemExit("The server did not start.")
            picture(line.split("：", 1)[1].split("（")[0])
        finally:
            server.terminate()
            server.wait(10)


def picture(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900}, locale="zh-CN")
        page.goto(address)
        page.wait_for_selector("#head h1")
        for done, question in enumerate(QUESTIONS):
            ask(page, question, done)
        page.click(".sources details summary")
        page.wait_for_timeout(500)
        page.screenshot(path=str(ROOT / "docs" / "chat.png"))


def ask(page: Any, question: str, done: int) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(f"document.querySelectorAll('#chat .reply:not(.waiting)').length > {done}")
    page.wait_for_timeout(800)  # the view scrolls to its end


if __name__ == "__main__":
    main()
