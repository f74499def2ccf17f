from django.urls import path

from .views import dossiers, holds, hub, lines, notices, proposals

app_name = "awards"
PLAN = "phong-trao/<slug:slug>/"

urlpatterns = [
    path(PLAN + "de-nghi/", proposals.proposal_detail, name="proposal_detail"),
    path(PLAN + "de-nghi/xuat-excel/", proposals.proposal_workbook, name="proposal_workbook"),
    path(PLAN + "de-nghi/dong-hang/<int:pk>/", proposals.tie_decide, name="tie_decide"),
    # --- papers
    # --- ballots
    # --- decisions, register
    # --- lines, dossiers, notice, holds
    path(PLAN + "khen-thuong/", hub.hub_page, name="hub"),
    path(PLAN + "de-nghi/chot/", hub.proposal_close, name="proposal_close"),
    path(PLAN + "de-nghi/dong/<int:pk>/", lines.line_detail, name="line_detail"),
    path(PLAN + "de-nghi/dong/<int:pk>/thay-doi/", lines.change_ask, name="change_ask"),
    path(PLAN + "de-nghi/thay-doi/<int:pk>/", lines.change_answer, name="change_answer"),
    path(PLAN + "de-nghi/dong/<int:pk>/ho-so/", dossiers.dossier_edit, name="dossier_edit"),
    path(
        PLAN + "de-nghi/dong/<int:pk>/ho-so/du-thao/", dossiers.dossier_draft, name="dossier_draft"
    ),
    path(PLAN + "ho-so/", dossiers.dossier_list, name="dossier_list"),
    path(PLAN + "ho-so/du-thao/", dossiers.dossiers_draft, name="dossiers_draft"),
    path(PLAN + "cong-khai/", notices.notice_detail, name="notice_detail"),
    path(PLAN + "cong-khai/ghi/", notices.notice_post, name="notice_post"),
    path(PLAN + "cong-khai/kien-nghi/", notices.objection_record, name="objection_record"),
    path(PLAN + "cong-khai/kien-nghi/<int:pk>/", notices.objection_answer, name="objection_answer"),
    path("viec-chua-ket-luan/", holds.hold_list, name="hold_list"),
    path("viec-chua-ket-luan/ghi/<int:pk>/", holds.hold_place, name="hold_place"),
    path("viec-chua-ket-luan/<int:pk>/", holds.hold_lift, name="hold_lift"),
]
