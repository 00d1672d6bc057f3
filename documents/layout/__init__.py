"""Pages as printed to parts: order of reading, running lines, paragraphs, tables, footnotes."""
