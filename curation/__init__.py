"""How does the catalogue stay true?"""
