"""Addresses of what is suggested for the catalogue, decided, and merged."""

from django.urls import path

from curation.views import deciding, merging, ror, suggesting

app_name = "curation"
urlpatterns = [
    path("", suggesting.mine, name="mine"),
    path("suggest/", suggesting.suggest_new, name="suggest"),
    path("correct/<uuid:uuid>/", suggesting.correct, name="correct"),
    path("offer/<uuid:uuid>/", suggesting.offer, name="offer"),
    path("change/<uuid:uuid>/", suggesting.change, name="change"),
    path("withdraw/<uuid:uuid>/", suggesting.withdraw, name="withdraw"),
    path("restore/<uuid:uuid>/", suggesting.restore, name="restore"),
    path("queue/", deciding.queue, name="queue"),
    path("queue/count/", deciding.count, name="count"),
    path("queue/<uuid:uuid>/", deciding.review, name="review"),
    path("queue/<uuid:uuid>/accept/", deciding.accept, name="accept"),
    path("queue/<uuid:uuid>/decline/", deciding.decline, name="decline"),
    path("queue/<uuid:uuid>/duplicate/", deciding.duplicate, name="duplicate"),
    path("ror/", ror.bring_in, name="ror"),
    path("ror/<uuid:uuid>/", ror.preview, name="ror_preview"),
    path("ror/<uuid:uuid>/discard/", ror.discard, name="ror_discard"),
    path("merges/", merging.merges, name="merges"),
    path("merges/choose/", merging.choose, name="choose_merge"),
    path("merges/<uuid:uuid>/undo/", merging.undo, name="undo_merge"),
    path("merge/<uuid:gone>/into/<uuid:kept>/", merging.merge, name="merge"),
]
