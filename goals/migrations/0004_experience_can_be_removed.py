import uuid

from django.conf import settings
from django.db import migrations, models


def give_uuids(apps, schema_editor):
    """Each row its own: the default of a new column is one for all."""
    experience = apps.get_model("goals", "Experience")
    rows = list(experience.objects.all())
    for row in rows:
        row.uuid = uuid.uuid4()
    experience.objects.bulk_update(rows, ["uuid"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("goals", "0003_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="experience", name="goals_exper_user_id_d37431_idx"),
        migrations.AddField(
            model_name="experience",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, verbose_name="changed"),
        ),
        migrations.AddField(
            model_name="experience",
            name="removed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="removed"
            ),
        ),
        migrations.AddField(
            model_name="experience",
            name="uuid",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(give_uuids, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="experience",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddIndex(
            model_name="experience",
            index=models.Index(
                fields=["user", "removed_at", "kind"], name="goals_exper_user_id_1f8576_idx"
            ),
        ),
    ]
