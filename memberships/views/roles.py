"""What do I do there?"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from memberships.access import get_membership, get_role
from memberships.forms import RoleForm
from memberships.models import Membership, Role
from memberships.services import save_role
from memberships.views.forms import as_fields, form_page, keep
from people.requests import SignedInRequest, signed_in
from people.undo import Undo, forget_undo, redirect_offering


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Another role; also what puts a removed one back."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    return _edit(request, membership, Role(membership=membership))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def edit(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """What was wrong with the role?"""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    return _edit(request, membership, get_role(membership=membership, pk=pk))


def _edit(request: SignedInRequest, membership: Membership, role: Role) -> HttpResponse:
    back = reverse("memberships:detail", args=[membership.uuid])
    form = RoleForm(request.POST or None, instance=role, user=request.user)
    if keep(form, lambda: save_role(role=form.instance)):
        forget_undo(request)
        messages.success(request, _("The role has been saved."))
        return redirect(back)
    heading = _("What do you do in %(name)s?") % {"name": membership.organisation.label}
    return form_page(request, form, heading=heading, submit=_("Save the role"), back=back)


@signed_in
@require_POST
@transaction.atomic
def remove(request: SignedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    """It was no role of this person; sent again as it was, it comes back."""
    membership = get_membership(user=request.user, uuid=uuid, lock=True)
    role = get_role(membership=membership, pk=pk)
    undo = Undo(
        text=_("The role “%(title)s” has been removed.") % {"title": role.title},
        action=reverse("memberships:add_role", args=[uuid]),
        fields=as_fields(role, RoleForm.Meta.fields),
    )
    role.delete()
    return redirect_offering(request, reverse("memberships:detail", args=[uuid]), undo)
