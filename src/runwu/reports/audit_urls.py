"""URLs of the audit log."""

from django.urls import path

from runwu.reports.auditlog import audit_list

app_name = "audit"
urlpatterns = [path("", audit_list, name="list")]
