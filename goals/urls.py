"""Addresses of goals."""

from django.urls import path

from goals import experience_views, guide_views, views

app_name = "goals"
urlpatterns = [
    path("", views.goal_list, name="list"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("guide/", guide_views.guide, name="guide"),
    path("guide/take-back/", guide_views.take_back, name="take_back"),
    path("add/", views.add, name="add"),
    path("order/", views.order, name="order"),
    path("points/", views.points, name="points"),
    path("points/clear/", views.forget_points, name="clear_points"),
    path("experience/", experience_views.record, name="experience"),
    path("experience/<uuid:uuid>/remove/", experience_views.remove, name="remove_experience"),
    path("experience/<uuid:uuid>/restore/", experience_views.restore, name="restore_experience"),
    path("deleted/", views.archived, name="archived"),
    path("<uuid:uuid>/", views.edit, name="edit"),
    path("<uuid:uuid>/step/", views.step, name="step"),
    path("<uuid:uuid>/delete/", views.archive, name="archive"),
    path("<uuid:uuid>/restore/", views.restore, name="restore"),
]
