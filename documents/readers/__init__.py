"""One format a file; each reader is the only importer of its library."""
