"""How are templates of reports kept?"""

from django.db import transaction

from people.models import User
from reports.models import ReportTemplate


@transaction.atomic
def save_template(*, template: ReportTemplate) -> ReportTemplate:
    """Keep a template, new or changed. Raises `ValidationError`."""
    # A form sent twice at once would find no such name yet: the second waits here for the first.
    User.objects.select_for_update().get(pk=template.user_id)
    template.full_clean()
    template.save()
    return template
