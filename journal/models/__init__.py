"""What did I do, and what next? One module for each question, and every name here."""

from journal.models.answers import AbilityAnswer, EntryGoal, ExperienceAnswer, UseAnswer
from journal.models.entries import Draft, Entry, Preference
from journal.models.evidence import Evidence
from journal.models.steps import Step, StepMove

__all__ = [
    "AbilityAnswer",
    "Draft",
    "Entry",
    "EntryGoal",
    "Evidence",
    "ExperienceAnswer",
    "Preference",
    "Step",
    "StepMove",
    "UseAnswer",
]
