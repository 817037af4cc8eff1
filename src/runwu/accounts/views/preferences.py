"""Language and theme, switched by a form that works without script."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from runwu.accounts.models import User
from runwu.accounts.preferences import LANGUAGES, THEMES, remember
from runwu.core.guards import public, safe_path


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages and go back to where one stood."""
    return _switch(request, "language", LANGUAGES)


@public
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Switch between light, dark and the system's own."""
    return _switch(request, "theme", THEMES)


def _switch(request: HttpRequest, field: str, offered: frozenset[str]) -> HttpResponse:
    response = HttpResponseRedirect(safe_path(request, request.POST.get("next", "")))
    value = request.POST.get(field, "")
    if value not in offered:
        return response
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(**{field: value})
    return remember(response, **{field: value})
