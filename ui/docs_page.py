"""The routes of the HTTP API on one page, written from openapi.json.

The framework's own page loads its scripts from another host, which a machine without a network cannot do and ours must not.
"""

from html import escape
from typing import Any

from documents.types import Language
from ui.words import say

_STYLE = """body{font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#1f2933}h2{font-size:1.05rem;margin:2rem 0 .3rem}code{background:#f1f4f7;padding:.1rem .3rem;border-radius:3px}
table{border-collapse:collapse;width:100%;font-size:.92rem}td{border-top:1px solid #dde3e8;padding:.3rem .6rem;vertical-align:top}"""


def docs_page(openapi: dict[str, Any], language: Language) -> str:
    title = escape(say(language, "docs_title"))
    routes = "".join(
        _route(method, path, operation, openapi, language)
        for path, operations in openapi["paths"].items()
        for method, operation in operations.items()
    )
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>policyqa · {title}</title><style>{_STYLE}</style>'
        f'<h1>policyqa · {title}</h1><p>{escape(say(language, "docs_about"))} <a href="openapi.json">openapi.json</a></p>{routes}</html>'
    )


def _route(method: str, path: str, operation: dict[str, Any], openapi: dict[str, Any], language: Language) -> str:
    head = f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{escape(operation.get('description', ''))}</p>"
    body = operation.get("requestBody")
    if body is None:
        return head
    schema = _resolve(body["content"]["application/json"]["schema"], openapi)
    required = schema.get("required", [])
    rows = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(_kind(field, openapi))}</td>"
        f"<td>{escape(say(language, 'docs_required')) if name in required else ''}</td><td>{escape(field.get('description', ''))}</td></tr>"
        for name, field in schema["properties"].items()
    )
    return f"{head}<table><caption>{escape(say(language, 'docs_body'))}</caption>{rows}</table>"


def _kind(field: dict[str, Any], openapi: dict[str, Any]) -> str:
    """The type of a field in a word; of an object the names of its fields, since those are what one writes."""
    if "anyOf" in field:
        return " | ".join(_kind(kind, openapi) for kind in field["anyOf"])
    resolved = _resolve(field, openapi)
    if resolved.get("type") == "array":
        return f"[{_kind(resolved['items'], openapi)}]"
    if "enum" in resolved:
        return " | ".join(word or '""' for word in resolved["enum"])
    if "properties" in resolved:
        return "{" + ", ".join(resolved["properties"]) + "}"
    return str(resolved.get("type", "null"))


def _resolve(schema: dict[str, Any], openapi: dict[str, Any]) -> dict[str, Any]:
    reference: str | None = schema.get("$ref")
    return openapi["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else schema
