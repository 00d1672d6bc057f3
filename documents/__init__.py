"""Reading reports: a file becomes one text with blocks, pages and metadata, and is cut into passages."""
