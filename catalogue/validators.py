"""Is a value in the catalogue well formed?"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 50  # that of a key


def is_word(value: object) -> bool:
    """Whether it is such as the key of a kind of experience; what cannot be printed is none."""
    return isinstance(value, str) and value.isprintable() and 0 < len(value) <= LONGEST_WORD


def validate_words(value: object) -> None:
    """A list of distinct words, such as kinds of experience."""
    if not isinstance(value, list) or not all(map(is_word, value)):
        raise ValidationError(_("Enter a list of words, such as [“writing”, “speaking”]."))
    if len(set(value)) != len(value):
        raise ValidationError(_("Each word may stand only once in the list."))


def validate_alternatives(value: object) -> None:
    """A list of lists of words: of each inner list one is needed."""
    if not isinstance(value, list) or not all(value):
        raise ValidationError(
            _("Enter a list of lists, such as [[“writing”, “speaking”], [“project”]].")
        )
    for alternatives in value:
        validate_words(alternatives)
