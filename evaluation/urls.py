"""Addresses of the evaluation."""

from django.urls import path

from evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("memberships.csv", views.overview_csv, name="overview_csv"),
    path("problem.json", views.problem, name="problem"),
    path("questions/", views.questions, name="questions"),
    path("questions/<uuid:benefit>/", views.answer, name="answer"),
    path("<uuid:uuid>/", views.membership, name="membership"),
    path("<uuid:uuid>/activity/", views.activity, name="activity"),
    path("<uuid:uuid>/<uuid:benefit>/", views.benefit, name="benefit"),
    path("<uuid:uuid>/<uuid:benefit>/use/", views.use, name="use"),
    path("<uuid:uuid>/<uuid:benefit>/more/", views.more, name="more"),
]
