"""Who, where? Accounts, what the product knows of a person's day, and the gazetteer."""

from people.models.accounts import User
from people.models.days import Place, Profile, TravelMode, WorkingDay, within
from people.models.guide import GuideStep
from people.models.invitations import Invitation

__all__ = [
    "GuideStep",
    "Invitation",
    "Place",
    "Profile",
    "TravelMode",
    "User",
    "WorkingDay",
    "within",
]
