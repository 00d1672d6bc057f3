"""The learned order of sentences: its trees, and the recipe that trained them."""
