from decimal import Decimal
from typing import Any

from django.db import migrations, models
from django.db.models import Q

WITHIN_REASON = Q(rate__gte=Decimal("0.000001"), rate__lte=1_000_000)


def forget_others(apps: Any, _schema_editor: Any) -> None:
    """What is out of reason is asked for anew; some of it could not even be read."""
    apps.get_model("memberships", "ExchangeRate").objects.exclude(WITHIN_REASON).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0008_import_batches"),
    ]

    operations = [
        migrations.RunPython(forget_others, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="exchangerate", name="rate_above_nothing"),
        migrations.AlterField(
            model_name="exchangerate",
            name="rate",
            field=models.DecimalField(decimal_places=8, max_digits=15, verbose_name="rate"),
        ),
        migrations.AddConstraint(
            model_name="exchangerate",
            constraint=models.CheckConstraint(
                condition=WITHIN_REASON,
                name="rate_within_reason",
                violation_error_message="A rate lies between 0.000001 and 1,000,000.",
            ),
        ),
    ]
