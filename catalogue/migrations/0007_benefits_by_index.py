from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_lists_by_index"),
        ("goals", "0004_experience_can_be_removed"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="benefit",
            name="catalogue_b_organis_a19d4d_idx",
        ),
        migrations.AddIndex(
            model_name="benefit",
            index=models.Index(
                fields=["organisation", "retired_on", "mode"], name="catalogue_b_organis_8edf68_idx"
            ),
        ),
    ]
