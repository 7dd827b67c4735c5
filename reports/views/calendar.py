"""What stands in somebody's calendar elsewhere, and at which address?"""

from hashlib import sha256

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.figures import day
from people.requests import SignedInRequest, signed_in
from reports.access import get_feed_token
from reports.forms import FeedForm
from reports.models import FeedToken
from reports.personal_calendar import make_personal_calendar
from reports.services import find_feed, make_feed_address


@require_safe
def read(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself, for whoever has its address; another address is not found."""
    feed = find_feed(secret=secret)
    if feed is None:
        raise Http404
    content = make_personal_calendar(
        feed=feed, now=timezone.now(), absolute=request.build_absolute_uri
    )
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response) or response
    # The address is a secret: nobody between keeps what came of it, or passes it on.
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def choose(request: SignedInRequest) -> HttpResponse:
    """What stands in it? The first time this makes its address."""
    feed = FeedToken.objects.select_for_update().filter(user=request.user).first()
    form = FeedForm(
        request.POST or None, instance=feed or FeedToken(user=request.user), user=request.user
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                return _save(request, form, is_new=feed is None)
        except ValidationError as error:
            form.add_error(None, error)
    return _page(request, form)


def _save(request: SignedInRequest, form: FeedForm, *, is_new: bool) -> HttpResponse:
    if is_new:
        return _show(request, form.instance)
    form.save()
    messages.success(request, _("Saved. Your calendar follows the next time it is read."))
    return redirect("reports:calendar")


@signed_in
@require_POST
@transaction.atomic
def renew(request: SignedInRequest) -> HttpResponse:
    """Another address; the one before shows nothing any more."""
    return _show(request, get_feed_token(user=request.user, lock=True))


@signed_in
@require_POST
@transaction.atomic
def revoke(request: SignedInRequest) -> HttpResponse:
    """No address at all."""
    get_feed_token(user=request.user, lock=True).delete()
    text = _("The address shows nothing any more. What was read from it before is not taken back.")
    messages.success(request, text)
    return redirect("reports:calendar")


def _show(request: SignedInRequest, feed: FeedToken) -> HttpResponse:
    """The page with a new address: this once, so it is no page that can be asked for again."""
    secret = make_feed_address(feed=feed)
    address = request.build_absolute_uri(reverse("reports:calendar_ics", args=[secret]))
    return _page(request, FeedForm(instance=feed, user=request.user), address=address)


def _page(request: SignedInRequest, form: FeedForm, *, address: str = "") -> HttpResponse:
    feed = form.instance
    made = day(timezone.localdate(feed.made_at)) if feed.pk else ""
    context = {"form": form, "address": address, "made": made}
    return render(request, "reports/calendar.html", context)
