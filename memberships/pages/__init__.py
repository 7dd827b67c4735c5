"""What do the pages about belonging say? Page objects: every word and link, once."""
