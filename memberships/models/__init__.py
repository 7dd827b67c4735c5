"""What do I belong to, what do I make of it, and what does it cost?"""

from memberships.models.belonging import Ending, Membership, Role, Term
from memberships.models.importing import ImportBatch, ImportRow
from memberships.models.money import ExchangeRate, Expense
from memberships.models.use import BenefitRating, BenefitUse
from memberships.models.workplaces import Staff, Workplace

__all__ = [
    "BenefitRating",
    "BenefitUse",
    "Ending",
    "ExchangeRate",
    "Expense",
    "ImportBatch",
    "ImportRow",
    "Membership",
    "Role",
    "Staff",
    "Term",
    "Workplace",
]
