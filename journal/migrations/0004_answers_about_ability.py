"""Answers about ability are kept by themselves: they outlast the goals of an entry."""

import django.db.models.deletion
from django.db import migrations, models

ANSWERED = 'You have answered this already.'


def take_over(apps, schema_editor):
    answers = apps.get_model('journal', 'AbilityAnswer').objects
    rated = apps.get_model('journal', 'EntryGoal').objects.exclude(rating=None)
    for entry, goal, rating in rated.values_list('entry', 'goal', 'rating').iterator():
        answers.create(entry_id=entry, goal_id=goal, rating_id=rating)


def give_back(apps, schema_editor):
    goals = apps.get_model('journal', 'EntryGoal').objects
    for answer in apps.get_model('journal', 'AbilityAnswer').objects.iterator():
        goals.filter(entry=answer.entry_id, goal=answer.goal_id).update(rating=answer.rating_id)


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_search_by_trigrams'),
        ('goals', '0004_experience_can_be_removed'),
        ('journal', '0003_use_that_followed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entrygoal',
            name='rating',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='goals.abilityrating', verbose_name='rating of ability'),
        ),
        migrations.CreateModel(
            name='AbilityAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ability_answers', to='journal.entry')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='goals.goal')),
                ('rating', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='because_of', to='goals.abilityrating')),
            ],
            options={
                'verbose_name': 'answer about ability',
                'verbose_name_plural': 'answers about ability',
                'constraints': [
                    models.UniqueConstraint(fields=('entry', 'goal'), name='abilityanswer_once', violation_error_message=ANSWERED),
                ],
            },
        ),
        migrations.RunPython(take_over, give_back),
        migrations.RemoveField(
            model_name='entrygoal',
            name='rating',
        ),
        migrations.AlterConstraint(
            model_name='experienceanswer',
            name='experienceanswer_once',
            constraint=models.UniqueConstraint(fields=('entry', 'kind'), name='experienceanswer_once', violation_error_message=ANSWERED),
        ),
        migrations.AlterConstraint(
            model_name='useanswer',
            name='useanswer_once',
            constraint=models.UniqueConstraint(fields=('entry', 'benefit'), name='useanswer_once', violation_error_message=ANSWERED),
        ),
    ]
