"""Suggestions and complaints about the system itself (意见与建议), from every page, signed in or not."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core import audit
from runwu.core.addresses import client_address
from runwu.core.guards import ScopedRequest, public, require
from runwu.core.limits import Rate, take
from runwu.core.models import Feedback
from runwu.core.scope import Capability

_OF_AN_ACCOUNT = Rate("feedback.account", times=20, within=timedelta(hours=1))
_OF_AN_ADDRESS = Rate("feedback.address", times=5, within=timedelta(hours=1))
_OF_ANYBODY = Rate("feedback.anybody", times=60, within=timedelta(hours=1))


class FeedbackForm(forms.ModelForm[Feedback]):
    """What somebody wants to say."""

    class Meta:
        model = Feedback
        fields = ("text", "page")
        widgets = {"text": forms.Textarea(attrs={"rows": 6}), "page": forms.HiddenInput}
        help_texts = {"text": gettext_lazy("请不要写涉密内容、身份证号和手机号。我们会答复；答复在本页下方。")}


class AnswerForm(forms.ModelForm[Feedback]):
    """The answer to a suggestion."""

    class Meta:
        model = Feedback
        fields = ("answer",)
        widgets = {"answer": forms.Textarea(attrs={"rows": 4})}


@public
def feedback(request: ScopedRequest) -> HttpResponseBase:
    """Take a suggestion, and show its author what was answered."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")[:200]})
    if request.method == "POST" and form.is_valid():
        if _may_send(request):
            return _received(request, form)
        form.add_error(
            None, _("这一小时内收到的意见太多，这一条没有收下。为防止滥用，次数有上限；内容还在，请过一小时再提交。")
        )
        return _page(request, form, status=429)
    return _page(request, form, status=422 if form.errors else 200)


def _may_send(request: ScopedRequest) -> bool:
    """Count a suggestion by its account, or without one by its address and by all addresses together."""
    if request.user.is_authenticated:
        return take(_OF_AN_ACCOUNT, str(request.user.public_id))
    return take(_OF_AN_ADDRESS, client_address(request) or "") and take(_OF_ANYBODY)


def _received(request: ScopedRequest, form: FeedbackForm) -> HttpResponseBase:
    form.instance.author = getattr(request.user, "public_id", None)
    form.save()
    messages.success(request, _("已收到，谢谢。系统管理员会看到。"))
    return redirect("core:feedback")


def _page(request: ScopedRequest, form: FeedbackForm, status: int) -> HttpResponseBase:
    template = "core/pages/feedback.html" if request.user.is_authenticated else "core/pages/feedback_public.html"
    return render(request, template, {"form": form, **_lists(request)}, status=status)


def _lists(request: ScopedRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {}
    own = Feedback.objects.filter(author=getattr(request.user, "public_id", None))[:20]
    waiting = Feedback.objects.filter(answered_at__isnull=True)[:50] if _answers(request) else ()
    return {"own": own, "waiting": waiting}


def _answers(request: ScopedRequest) -> bool:
    return request.scope.may(Capability.ANSWER_FEEDBACK)


@require(Capability.ANSWER_FEEDBACK)
def answer(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Answer a suggestion."""
    found = get_object_or_404(Feedback, public_id=public_id)
    form = AnswerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.instance.answered_at = timezone.now()
        form.instance.answered_by = getattr(request.user, "public_id", None)
        form.save()
        audit.log(request.user, "core.feedback.answered", found)
        messages.success(request, _("已答复。"))
        return redirect("core:feedback")
    context = {"form": form, "feedback": found}
    return render(request, "core/pages/feedback_answer.html", context, status=422 if form.errors else 200)
