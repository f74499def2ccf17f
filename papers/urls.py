from django.urls import path, re_path, register_converter

from .models import PaperKind
from .views import certificates, papers, templates


class PaperKindConverter:
    """A kind of paper by its value."""

    regex = "|".join(PaperKind.values)

    def to_python(self, value: str) -> PaperKind:
        return PaperKind(value)

    def to_url(self, value: str) -> str:
        return PaperKind(value).value


register_converter(PaperKindConverter, "paper_kind")

app_name = "papers"
PLAN = "phong-trao/<slug:slug>/"

urlpatterns = [
    path(PLAN + "van-ban/", papers.paper_list, name="paper_list"),
    path(PLAN + "van-ban/dong/", papers.paper_rows, name="paper_rows"),
    path(PLAN + "van-ban/soan/", papers.paper_request, name="paper_request"),
    re_path(
        r"^phong-trao/(?P<slug>[-\w]+)/van-ban/(?P<pk>\d{1,18})/(?P<what>word|pdf)/$",
        papers.paper_download,
        name="paper_download",
    ),
    path(PLAN + "van-ban/mau/", templates.template_list, name="template_list"),
    path(PLAN + "van-ban/mau/tai-len/", templates.template_upload, name="template_upload"),
    path(PLAN + "van-ban/mau/<int:pk>/dung/", templates.template_use, name="template_use"),
    path(
        PLAN + "van-ban/mau/<int:pk>/thoi-dung/",
        templates.template_withdraw,
        name="template_withdraw",
    ),
    path(
        PLAN + "van-ban/mau/goc/<paper_kind:kind>/",
        templates.template_built_in,
        name="template_built_in",
    ),
    re_path(
        r"^phong-trao/(?P<slug>[-\w]+)/van-ban/mau/(?P<pk>\d{1,18})/(?P<what>tep|xem-thu)/$",
        templates.template_file,
        name="template_file",
    ),
    path(PLAN + "van-ban/bang-khen/", certificates.layout_list, name="layout_list"),
    path(PLAN + "van-ban/bang-khen/<int:pk>/", certificates.layout_edit, name="layout_edit"),
    path(
        PLAN + "van-ban/bang-khen/<int:pk>/hinh.png",
        certificates.layout_picture,
        name="layout_picture",
    ),
    path(
        PLAN + "van-ban/bang-khen/<int:pk>/in-thu.pdf",
        certificates.layout_test,
        name="layout_test",
    ),
]
