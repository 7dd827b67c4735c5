from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_search_by_trigrams'),
        ('people', '0006_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='organisation',
            name='catalogue_o_kind_96c7e5_idx',
        ),
        migrations.RemoveIndex(
            model_name='organisation',
            name='catalogue_o_scope_b91124_idx',
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['merged_into', 'name', 'owner'], name='catalogue_o_merged__a8596b_idx'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['merged_into', 'country', 'owner'], name='catalogue_o_merged__902595_idx'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['merged_into', 'kind', 'scope', 'joinable', 'owner'], name='catalogue_o_merged__74d986_idx'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['owner', 'parent'], name='catalogue_o_owner_i_8e3de6_idx'),
        ),
    ]
