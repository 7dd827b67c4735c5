"""How many words is a text? One rule for the form, the page and the report."""


def count_words(text: str) -> int:
    """What stands between blanks and has a letter or a digit in it: “well-kept” is one word.

    So the signs of Markdown count for nothing, and an address counts with the words it is tied to.
    """
    return sum(any(char.isalnum() for char in part) for part in text.split())
