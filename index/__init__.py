"""Storing and searching passages: the catalogue, the immutable generations, keyword and vector search."""
