from django.urls import path

from .views import (
    check,
    closing,
    decisions,
    dossiers,
    holds,
    lines,
    notices,
    proposals,
    register,
    submissions,
    what_if,
)

app_name = "awards"
PLAN = "phong-trao/<slug:slug>/"

urlpatterns = [
    path(PLAN + "de-nghi/", proposals.proposal_detail, name="proposal_detail"),
    path(PLAN + "de-nghi/xuat-excel/", proposals.proposal_workbook, name="proposal_workbook"),
    path(PLAN + "de-nghi/thu/", what_if.proposal_what_if, name="proposal_what_if"),
    path(PLAN + "de-nghi/dong-hang/<int:pk>/", proposals.tie_decide, name="tie_decide"),
    # --- decisions, register
    path(PLAN + "quyet-dinh/", submissions.decision_list, name="decision_list"),
    path(PLAN + "quyet-dinh/gui/", submissions.submission_send, name="submission_send"),
    path(
        PLAN + "quyet-dinh/to-trinh/<int:pk>/",
        decisions.decision_record,
        name="decision_record",
    ),
    path(
        PLAN + "quyet-dinh/to-trinh/<int:pk>/tra-lai/",
        submissions.submission_return,
        name="submission_return",
    ),
    path(
        PLAN + "quyet-dinh/tra-lai/<int:pk>/",
        submissions.return_answer,
        name="return_answer",
    ),
    path("quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("quyet-dinh/<int:pk>/ban-ky/", decisions.decision_file, name="decision_file"),
    path("quyet-dinh/<int:pk>/tien-thuong/", decisions.money_workbook, name="money_workbook"),
    path("quyet-dinh/<int:pk>/dieu-chinh/", decisions.decision_correct, name="decision_correct"),
    path("quyet-dinh/<int:pk>/huy-bo/", decisions.decision_revoke, name="decision_revoke"),
    path("quyet-dinh/thu-hoi/<int:pk>/", decisions.recovery_record, name="recovery_record"),
    path("so-khen-thuong/", register.register, name="register"),
    path("so-khen-thuong/xuat-excel/", register.register_workbook, name="register_workbook"),
    path("so-khen-thuong/ghi-cu/<int:pk>/", register.earlier_record, name="earlier_record"),
    path("so-khen-thuong/nguoi/<int:pk>/", register.person_awards, name="person_awards"),
    path("so-khen-thuong/tap-the/<int:pk>/", register.body_awards, name="body_awards"),
    path("khen-thuong-cua-toi/", register.my_awards, name="my_awards"),
    path("kiem-tra/", check.check_form, name="check_form"),
    path("kiem-tra/<str:code>/", check.award_check, name="award_check"),
    # --- lines, dossiers, notice, holds
    path(PLAN + "de-nghi/chot/", closing.proposal_close, name="proposal_close"),
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
