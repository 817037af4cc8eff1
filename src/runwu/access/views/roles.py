"""Grant and end roles."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.access import services
from runwu.access.forms import RoleForm
from runwu.access.refusals import BothSides
from runwu.access.selectors import assignment_in_reach
from runwu.access.views.acting import account_or_404, acting, note_error
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.scope import Capability


@require(Capability.MANAGE_ACCESS)
@require_http_methods(["GET", "POST"])
def role_grant(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Grant an account one more role."""
    user = account_or_404(request, public_id)
    form = RoleForm(request.POST or None, scope=request.scope)
    form.shows(services.shown_roles(user, scope=request.scope))
    if request.method == "POST" and form.is_valid():
        try:
            services.grant_role(
                user=user,
                request=form.request(),
                by=acting(request),
                scope=request.scope,
                seen=form.seen_values,
                aware=form.is_aware,
            )
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
        except BothSides as sides:
            form.ask(sides)
        except (UserError, ValidationError) as error:
            note_error(form, error)
        else:
            messages.success(request, _("已授权。对方下一次打开页面时生效。"))
            return redirect("access:account", public_id)
    context = {"form": form, "account": user}
    return render(request, "access/role_form.html", context, status=form.status)


@require(Capability.MANAGE_ACCESS)
@require_POST
def role_end(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """End a role from today on."""
    assignment = assignment_in_reach(scope=request.scope, public_id=public_id)
    if assignment is None:
        raise Http404
    services.end_role(assignment=assignment, on=request.on, by=acting(request), scope=request.scope)
    messages.success(request, _("授权已终止，立即生效。"))
    return redirect("access:account", assignment.user.public_id)
