"""Word the fallback duties of a park (改写兜底事项)."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.duty_forms import DutyWordsForm
from runwu.coverage.selectors.fallback_duties import duties_of, template
from runwu.coverage.services.duty_words import word_duties
from runwu.coverage.views.duties import park_asked
from runwu.coverage.views.lookup import acting


@require(Capability.SET_RULES)
@require_http_methods(["GET", "POST"])
def duty_words(request: ScopedRequest) -> HttpResponseBase:
    """Show the words of each duty and the facts it follows from; a POST stores them from today on."""
    park, _parks = park_asked(request)
    if not request.scope.reaches_park(Capability.SET_RULES, park.pk):
        raise Http404
    duties = duties_of(park=park, on=request.on)
    forms = [
        DutyWordsForm(
            request.POST if request.method == "POST" else None,
            prefix=duty.code,
            initial={"name": duty.name, "details": duty.details, "follows": [str(one) for one in duty.follows]},
        )
        for duty in duties
    ]
    valid = [form.is_valid() for form in forms]
    if all(valid):
        words = {duty.code: form.cleaned_data for duty, form in zip(duties, forms, strict=True)}
        changed = word_duties(park=park, words=words, on=request.on, by=acting(request))
        messages.success(request, _("已保存，改写 %d 项，自今天起。") % changed if changed else _("没有改动。"))
        return redirect(f"{reverse('coverage:duties')}?park={park.public_id}")
    wrong = any(form.errors for form in forms)
    context = {"park": park, "forms": list(zip(duties, forms, strict=True)), "remark": template()[1]}
    return render(request, "coverage/duty_words.html", context, status=422 if wrong else 200)
