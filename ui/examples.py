"""Questions to begin with: those of the shipped sample reports that are in the collection."""

from collections.abc import Sequence

from documents.types import Language
from index.types import Entry

EXAMPLES = 4
# Language, the sample that answers, question.
_QUESTIONS: tuple[tuple[Language, str, str], ...] = (
    ("zh", "2026年地方工业发展目标示例报告.html", "2026年安徽省规模以上工业增加值增长目标是多少？"),
    ("zh", "可再生能源与双碳目标示例报告.pdf", "到2035年森林蓄积量要达到多少？"),
    ("zh", "延迟法定退休年龄改革要点示例.txt", "男职工的法定退休年龄最终延迟到多少岁？"),
    ("zh", "就业和社会保障政策示例报告.md", "个人养老金每年的缴费上限是多少？"),
    ("en", "climate-policy-summary-uk-eu.md", "When did the last coal-fired power station in the United Kingdom close?"),
    ("en", "climate-policy-summary-uk-eu.md", "How much offshore wind does the Clean Power 2030 Action Plan expect?"),
    ("en", "china-2025-development-targets.docx", "How large is the planned deficit in 2025?"),
    ("en", "可再生能源与双碳目标示例报告.pdf", "What is China's forest stock target for 2035?"),
)


def examples(entries: Sequence[Entry], language: Language) -> list[str]:
    present = {entry.source_name for entry in entries}
    return [question for spoken, name, question in _QUESTIONS if spoken == language and name in present][:EXAMPLES]
