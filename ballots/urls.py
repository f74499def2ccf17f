from django.urls import path

from .views import ballots, councils, counting, voting

app_name = "ballots"
PLAN = "phong-trao/<slug:slug>/"
BALLOT = PLAN + "bo-phieu/<int:pk>/"

urlpatterns = [
    path("hoi-dong-khen-thuong/<int:pk>/", councils.council_members, name="council_members"),
    path(
        "hoi-dong-khen-thuong/<int:pk>/moi/<int:member_pk>/",
        councils.member_invite,
        name="member_invite",
    ),
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
]
