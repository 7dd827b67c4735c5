"""Which address belongs to which room?"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from cpd_tracker import views

admin.site.site_header = admin.site.site_title = "CPD tracker"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth says it is done

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("health/", views.health, name="health"),
    path("account/", include("people.urls")),
    path("evaluation/", include("evaluation.urls")),
    path("memberships/", include("memberships.urls")),
    path("catalogue/", include("catalogue.urls")),
    path("events/", include("events.urls")),
    path("curation/", include("curation.urls")),
    path("journal/", include("journal.urls")),
    path("goals/", include("goals.urls")),
    path("reports/", include("reports.urls")),
    path("admin/", admin.site.urls),
]
