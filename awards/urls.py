from django.urls import path

from .views import proposals, what_if

app_name = "awards"
PLAN = "phong-trao/<slug:slug>/"

urlpatterns = [
    path(PLAN + "de-nghi/", proposals.proposal_detail, name="proposal_detail"),
    path(PLAN + "de-nghi/xuat-excel/", proposals.proposal_workbook, name="proposal_workbook"),
    path(PLAN + "de-nghi/thu/", what_if.proposal_what_if, name="proposal_what_if"),
    path(PLAN + "de-nghi/dong-hang/<int:pk>/", proposals.tie_decide, name="tie_decide"),
    # --- papers
    # --- ballots
    # --- decisions, register
    # --- lines, dossiers, notice, holds
]
