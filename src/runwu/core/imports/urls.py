"""URLs of imports."""

from django.urls import path

from runwu.core.imports.views import batches, files, rows, sets, uploads

app_name = "imports"
urlpatterns = [
    path("", uploads.batch_list, name="list"),
    path("new/<slug:kind>", uploads.upload, name="new"),
    path("blank/<slug:kind>", files.blank, name="blank"),
    path("columns/<slug:kind>", sets.column_sets, name="sets"),
    path("columns/<slug:kind>/forget", sets.forget, name="forget"),
    path("<uuid:public_id>", batches.batch_page, name="batch"),
    path("<uuid:public_id>/columns", batches.columns, name="columns"),
    path("<uuid:public_id>/sheet", batches.sheet, name="sheet"),
    path("<uuid:public_id>/commit", batches.commit, name="commit"),
    path("<uuid:public_id>/read", batches.read, name="read"),
    path("<uuid:public_id>/discard", batches.give_up, name="discard"),
    path("<uuid:public_id>/corrections", files.corrections, name="corrections"),
    path("<uuid:public_id>/rows/<int:number>", rows.row_page, name="row"),
    path("<uuid:public_id>/rows/<int:number>/edit", rows.edit, name="row-edit"),
    path("<uuid:public_id>/rows/<int:number>/drop", rows.drop, name="row-drop"),
    path("<uuid:public_id>/rows/<int:number>/restore", rows.restore, name="row-restore"),
]
