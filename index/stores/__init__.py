"""Engines behind the VectorStore contract, one a file."""
