"""Why and when a membership ended; a removed one can be put back; roles notice lost updates."""

import django.utils.timezone
from django.db import migrations, models

STATES = {
    "intended": "Intended",
    "held": "Held",
    "ended": "Ended",
    "removed": "Removed",
}


class Migration(migrations.Migration):
    dependencies = [("memberships", "0002_terms_do_not_overlap")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="ended on"),
        ),
        migrations.AddField(
            model_name="membership",
            name="ended_reason",
            field=models.TextField(blank=True, verbose_name="why I ended it"),
        ),
        migrations.AddField(
            model_name="role",
            name="changed_at",
            field=models.DateTimeField(
                auto_now=True, default=django.utils.timezone.now, verbose_name="changed"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="membership",
            name="state",
            field=models.CharField(
                choices=list(STATES.items()), default="held", max_length=10, verbose_name="state"
            ),
        ),
        migrations.RemoveConstraint(model_name="membership", name="membership_state_known"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=list(STATES)), name="membership_state_known"
            ),
        ),
    ]
