"""How reports are related: copies and versions of one document, editions of another year, what a report repeals, what changed."""
