"""What do the pages of the journal say? Page objects: every word and link, once."""
