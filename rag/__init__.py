"""Answering: finding passages, ranking, writing, citing, checking, refusing."""
