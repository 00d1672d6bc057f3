"""Measuring: question sets run through the chain, scored and reported."""
