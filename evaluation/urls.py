"""Addresses of the evaluation."""

from django.urls import path

from evaluation.views import costs, joining, membership, overview, questions, renewal

app_name = "evaluation"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("memberships.csv", overview.overview_csv, name="overview_csv"),
    path("costs/", costs.costs, name="costs"),
    path("costs.csv", costs.costs_csv, name="costs_csv"),
    path("problem.json", overview.problem, name="problem"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<uuid:benefit>/", questions.answer, name="answer"),
    path("join/", joining.joining, name="joining"),
    path("join.csv", joining.joining_csv, name="joining_csv"),
    path("join/compared/", joining.compare, name="compare"),
    path("join/<uuid:uuid>/", joining.gain, name="gain"),
    path("<uuid:uuid>/", membership.membership, name="membership"),
    path("<uuid:uuid>/renewal/", renewal.renewal, name="renewal"),
    path("<uuid:uuid>/activity/", membership.activity, name="activity"),
    path("<uuid:uuid>/<uuid:benefit>/", membership.benefit, name="benefit"),
    path("<uuid:uuid>/<uuid:benefit>/use/", membership.use, name="use"),
    path("<uuid:uuid>/<uuid:benefit>/more/", membership.more, name="more"),
]
