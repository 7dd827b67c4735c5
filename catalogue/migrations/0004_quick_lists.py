from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_ror")]

    operations = [
        migrations.AddIndex(
            model_name="benefit",
            index=models.Index(
                fields=["retired_on", "mode", "organisation"], name="catalogue_b_retired_cce185_idx"
            ),
        ),
    ]
