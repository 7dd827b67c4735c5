"""What is a list of words, and what is not."""

import pytest
from django.core.exceptions import ValidationError

from catalogue.validators import validate_alternatives, validate_words


def test_words_are_printable_and_short():
    validate_words(["writing", "k" * 50])
    validate_alternatives([["writing", "k" * 50], ["writing"]])


@pytest.mark.parametrize("word", ["", "k" * 51, "\ud800", "\0", "a\nb", 1, None, ["writing"]])
def test_what_is_no_word_is_refused(word):
    with pytest.raises(ValidationError):
        validate_words([word])
    with pytest.raises(ValidationError):
        validate_alternatives([[word]])
