"""Which page of the journal answers which address?"""

from django.urls import path

from journal.views import drafts, entries, evidence

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
]
