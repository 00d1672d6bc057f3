"""XML and HTML from files to elements: no entities of their own, nothing fetched, no trees of absurd depth."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from documents.errors import LoadError


def xml_root(data: bytes) -> Any:
    """The root element; LoadError "unreadable" where the bytes are no XML."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged() from error


def xml_elements(data: bytes, *names: str) -> Iterator[Any]:
    """The elements of these names in any namespace, one after another; what is inside them is forgotten."""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), tag=[f"{{*}}{name}" for name in names], resolve_entities=False, no_network=True
        ):
            yield element
            element.clear()
    except etree.XMLSyntaxError as error:
        raise _damaged() from error


def html_body(text: str) -> Any:
    """The body of a page, None where it is empty; broken markup is mended."""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root.find("body")


def _damaged() -> LoadError:
    return LoadError("unreadable", "The file is damaged; open it in the program that made it and save it again.")
