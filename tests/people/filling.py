"""What does the form on a page hold?"""

from typing import Any


def fields_of(page: Any) -> dict[str, Any]:
    """What the page's form would send untouched, hidden fields included."""
    values = {field.html_name: field.value() for field in page.context["form"]}
    return {name: value for name, value in values.items() if value is not None}
