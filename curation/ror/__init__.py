"""How do records of the Research Organization Registry (ROR) reach the catalogue?

Read (`parse`), found among the entries (`recognising`), turned into what would change
(`proposing`), kept until a curator has looked (`staging`), shown (`page`), written (`writing`).
"""
