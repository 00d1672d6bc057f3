"""The bundled static encoder and the recipe that trained it."""
