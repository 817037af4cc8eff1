"""URLs of dues."""

from django.urls import path

from runwu.dues.views import elsewhere, flows, money, months, overview, receipts, tables

app_name = "dues"
urlpatterns = [
    path("", months.home, name="home"),
    path("overview/", overview.overview_page, name="overview"),
    path("overview/year/", overview.overview_year, name="overview-year"),
    path("overview/money/", flows.flow_page, name="overview-money"),
    path("overview/<uuid:public_id>/", overview.overview_branch, name="overview-branch"),
    path("branches/<uuid:public_id>/<int:year>/<int:month>/", months.month_page, name="month"),
    path("branches/<uuid:public_id>/<int:year>/<int:month>/collect/", months.collect, name="collect"),
    path("branches/<uuid:public_id>/<int:year>/<int:month>/publication/", months.publication, name="publication"),
    path("branches/<uuid:public_id>/tables/", tables.table_list, name="tables"),
    path("branches/<uuid:public_id>/tables/<int:year>/open/", tables.table_open, name="table-open"),
    path("branches/<uuid:public_id>/reductions/record/", tables.reduction_record, name="reduce"),
    path("branches/<uuid:public_id>/receipts/", receipts.receipt_list, name="receipts"),
    path("branches/<uuid:public_id>/receipts/<uuid:member>/record/", receipts.receipt_record, name="receive"),
    path("branches/<uuid:public_id>/extra/record/", receipts.extra_record, name="extra"),
    path("branches/<uuid:public_id>/elsewhere/", elsewhere.elsewhere_list, name="elsewhere"),
    path(
        "branches/<uuid:public_id>/elsewhere/<uuid:member>/record/",
        elsewhere.elsewhere_record,
        name="elsewhere-record",
    ),
    path("branches/<uuid:public_id>/arrears/", money.arrears_page, name="arrears"),
    path("branches/<uuid:public_id>/arrears/<uuid:member>/talk/", money.talk_record, name="talk"),
    path("branches/<uuid:public_id>/money/", money.money_page, name="money"),
    path("branches/<uuid:public_id>/money/up/record/", money.up_record, name="up"),
    path("branches/<uuid:public_id>/money/down/record/", money.down_record, name="down"),
    path("elsewhere/<uuid:public_id>/", elsewhere.elsewhere_page, name="elsewhere-page"),
    path("money/<uuid:public_id>/reverse/", money.remittance_reverse, name="remittance-reverse"),
    path("reductions/<uuid:public_id>/withdraw/", tables.reduction_withdraw, name="reduction-withdraw"),
    path("tables/<uuid:public_id>/", tables.table_page, name="table"),
    path("tables/<uuid:public_id>/begin/", tables.table_begin, name="table-begin"),
    path("tables/<uuid:public_id>/paper/", tables.table_paper, name="table-paper"),
    path("tables/<uuid:public_id>/discard/", tables.table_discard, name="table-discard"),
    path("tables/<uuid:public_id>/members/<uuid:member>/", tables.line, name="line"),
    path("tables/<uuid:public_id>/members/<uuid:member>/drop/", tables.line_drop, name="line-drop"),
    path("receipts/<uuid:public_id>/", receipts.receipt_page, name="receipt"),
    path("receipts/<uuid:public_id>/reverse/", receipts.receipt_reverse, name="receipt-reverse"),
    path("receipts/<uuid:public_id>/hand-up/", money.large_up, name="large-up"),
]
