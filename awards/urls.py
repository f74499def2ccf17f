from django.urls import path

from .views import ballots, counting, proposals, voting

app_name = "awards"
PLAN = "phong-trao/<slug:slug>/"
BALLOT = PLAN + "bo-phieu/<int:pk>/"

urlpatterns = [
    path(PLAN + "de-nghi/", proposals.proposal_detail, name="proposal_detail"),
    path(PLAN + "de-nghi/xuat-excel/", proposals.proposal_workbook, name="proposal_workbook"),
    path(PLAN + "de-nghi/dong-hang/<int:pk>/", proposals.tie_decide, name="tie_decide"),
    # --- papers
    # --- ballots
    path(PLAN + "bo-phieu/", ballots.ballot_list, name="ballot_list"),
    path(BALLOT, ballots.ballot_detail, name="ballot_detail"),
    path(BALLOT + "mo/", ballots.ballot_open, name="ballot_open"),
    path(BALLOT + "dong/", ballots.ballot_close, name="ballot_close"),
    path(BALLOT + "huy/", ballots.ballot_annul, name="ballot_annul"),
    path(BALLOT + "y-kien/<int:seat_pk>/", ballots.ballot_opinion, name="ballot_opinion"),
    path(BALLOT + "phieu/", voting.ballot_vote, name="ballot_vote"),
    path(BALLOT + "khoa/", voting.ballot_key, name="ballot_key"),
    path(BALLOT + "kiem-phieu/", counting.ballot_count, name="ballot_count"),
    path(BALLOT + "phieu-giay/", counting.ballot_paper, name="ballot_paper"),
    # --- decisions, register
    # --- lines, dossiers, notice, holds
]
