"""How do curators keep everybody's events, and the calendars that they come from?"""

from events.admin import events, feeds

__all__ = ["events", "feeds"]
