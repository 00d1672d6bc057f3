"""What several folders of tests share: a small collection of Chinese and English reports, indexed for real."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
DATA = REPOSITORY.parent / "shared" / "data"

TEXTS = {
    "安徽.txt": "安徽省2026年工业工作要点\n\n2026年力争规模以上工业增加值增长6.5%左右。制造业投资增长8%以上。\n\n新建5G基站2万个。",
    "浙江.md": "# 浙江省2026年工业工作要点\n\n## 一、目标\n\n规模以上工业增加值增长6%左右。\n\n## 二、就业\n\n城镇新增就业100万人以上。",
    "climate.txt": "Climate plan\n\nEmissions will be cut by 68 percent by 2030. Peatland restoration reaches 35,000 hectares a year.",
}


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets; tests that need it are skipped where it is absent."""
    if not DATA.exists():
        pytest.skip("the real data sets are not beside this checkout")
    return DATA


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
