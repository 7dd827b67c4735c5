"""Which page of the journal answers which address?"""

from django.urls import path

from journal.views import answers, attended, drafts, entries, evidence, growth, step_acts, steps

app_name = "journal"
urlpatterns = [
    path("", entries.listing, name="list"),
    path("journal.csv", entries.listing_csv, name="list_csv"),
    path("preference/", entries.preference, name="preference"),
    path("new/", drafts.new, name="new"),
    path("<uuid:uuid>/", entries.entry, name="entry"),
    path("<uuid:uuid>/write/", drafts.write, name="write"),
    path("<uuid:uuid>/draft/", drafts.draft, name="draft"),
    path("<uuid:uuid>/draft/throw-away/", drafts.throw_away, name="throw_away"),
    path("<uuid:uuid>/remove/", entries.remove, name="remove"),
    path("<uuid:uuid>/restore/", entries.restore, name="restore"),
    path("<uuid:uuid>/evidence/", evidence.add, name="add_evidence"),
    path("evidence/<uuid:uuid>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:uuid>/remove/", evidence.remove, name="remove_evidence"),
    path("evidence/<uuid:uuid>/restore/", evidence.restore, name="restore_evidence"),
    path("<uuid:uuid>/answers/ability/<uuid:goal>/", answers.ability, name="answer_ability"),
    path(
        "<uuid:uuid>/answers/ability/<uuid:goal>/undo/",
        answers.ability_back,
        name="take_back_ability",
    ),
    path("<uuid:uuid>/answers/use/<uuid:benefit>/", answers.use, name="answer_use"),
    path("<uuid:uuid>/answers/use/<uuid:benefit>/undo/", answers.use_back, name="take_back_use"),
    path(
        "<uuid:uuid>/answers/experience/<slug:kind>/",
        answers.experience,
        name="answer_experience",
    ),
    path(
        "<uuid:uuid>/answers/experience/<slug:kind>/undo/",
        answers.experience_back,
        name="take_back_experience",
    ),
    path(
        "attended/<uuid:uuid>/nothing-to-write/",
        attended.nothing_to_write,
        name="nothing_to_write",
    ),
    path("attended/<uuid:uuid>/to-write/", attended.to_write, name="to_write"),
    path("growth/", growth.growth, name="growth"),
    path("steps/", steps.queue, name="queue"),
    path("steps/new/", steps.add, name="add_step"),
    path("steps/closed/", steps.closed, name="closed_steps"),
    path("steps/overdue/", steps.overdue, name="overdue"),
    path("steps/<uuid:uuid>/", steps.edit, name="step"),
    path("steps/<uuid:uuid>/finish/", step_acts.finish, name="finish_step"),
    path("steps/<uuid:uuid>/move/", step_acts.move, name="move_step"),
    path("steps/<uuid:uuid>/move/undo/", step_acts.move_back, name="move_step_back"),
    path("steps/<uuid:uuid>/drop/", step_acts.drop, name="drop_step"),
    path("steps/<uuid:uuid>/reopen/", step_acts.reopen, name="reopen_step"),
]
