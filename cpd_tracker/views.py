"""Where does somebody arrive, and is the house in order?"""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The evaluation for somebody signed in; what this is, for everybody else."""
    if request.user.is_authenticated:
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{reverse('evaluation:overview')}{asked}")
    return render(request, "home.html")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for a picture for what names none: files, and the admin."""
    return redirect(static("icon.svg"))


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, else 503. For a monitor: tells nothing about anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})
