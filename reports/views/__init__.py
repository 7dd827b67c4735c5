"""Which report answers which address?"""
