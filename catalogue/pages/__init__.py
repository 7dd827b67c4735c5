"""What does the catalogue say? Page objects: every word, link and number, once."""
