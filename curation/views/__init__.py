"""Which page of curation answers which address?"""
