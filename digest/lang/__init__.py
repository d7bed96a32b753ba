"""Languages: which one a text is in, and each one's words as data."""
