from django.urls import path

from runwu.core.jobs import overview, views

app_name = "jobs"

urlpatterns = [
    path("", views.job_list, name="list"),
    path("all/", overview.overview, name="overview"),
    path("all/<uuid:public_id>", overview.overview_job, name="overview-job"),
    path("all/<uuid:public_id>/cancel", overview.overview_cancel, name="overview-cancel"),
    path("all/<uuid:public_id>/retry", overview.overview_retry, name="overview-retry"),
    path("<uuid:public_id>", views.job_detail, name="detail"),
    path("<uuid:public_id>/cancel", views.job_cancel, name="cancel"),
    path("<uuid:public_id>/retry", views.job_retry, name="retry"),
]
