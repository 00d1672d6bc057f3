"""A question with its answer and evidence as a file to keep."""
