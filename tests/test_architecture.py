"""The layers, templates and pages, and one report's way, as docs/architecture.md has them."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import django.contrib.admin
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from awards import tasks as award_tasks
from awards.models import AwardType, Outcome, ProposalLine, Quota
from campaigns.models import EntryChange
from core.states import all_looks
from evidence.models import ActivityReport, ReportState
from scoring import tasks as scoring_tasks
from scoring.models import Ranking, RankingLine
from scoring.rankings.explanation import scores_of
from scoring.rankings.sealing import sealing_of
from scoring.services import ranking
from tools.launch.run_checks import IMPORT_CONTRACTS

from . import cast
from .reading import one_line

ROOT = Path(settings.BASE_DIR)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
APPS = CONTRACTS["contracts"][0]["layers"]  # the highest first

# --- layers ---------------------------------------------------------------------------------------


def test_every_app_of_ours_is_a_layer():
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT}
    assert ours == set(APPS) == set(CONTRACTS["root_packages"])


def links() -> list[tuple[str, str, str]]:
    """Every foreign key, one-to-one and many-to-many of ours, as (field, from app, to app)."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                target = field.related_model._meta.app_label
                found.append((str(field), model._meta.app_label, target))
    return [link for link in found if link[1] in APPS and link[2] in APPS]


def test_foreign_keys_point_to_the_same_or_a_lower_layer():
    """Resolved by Django, so that references by string are seen as well."""
    assert [link for link in links() if APPS.index(link[2]) < APPS.index(link[1])] == []
    assert ("evidence.ActivityReport.entry", "evidence", "campaigns") in links()
    assert ("participants.Person.user", "participants", "accounts") in links()


@pytest.fixture(scope="module")
def copy_of_the_product(tmp_path_factory) -> Path:
    copy = tmp_path_factory.mktemp("product")
    for name in APPS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@contextmanager
def planted(file: Path, line: str) -> Iterator[None]:
    """Add a line to the end of a module."""
    before = file.read_text("utf-8")
    file.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        yield
    finally:
        file.write_text(before, "utf-8")


def check_contracts(folder: Path) -> subprocess.CompletedProcess:
    """Do in `folder` what bin/check does for the import contracts."""
    command = [sys.executable, "-c", IMPORT_CONTRACTS]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_import_contracts_are_kept(copy_of_the_product):
    result = check_contracts(copy_of_the_product)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        ("core/names.py", "import accounts.models", "Apps"),
        ("campaigns/services/plans.py", "from evidence import models as m", "Apps"),
        ("participants/models/__init__.py", "import campaigns.scorecards.rules", "Apps"),
        ("ballots/thresholds.py", "from papers import queries", "Apps"),
        ("scoring/services/ranking.py", "from .. import tasks", "Inside an app"),
        ("evidence/models/reports.py", "from .. import forms", "Inside an app"),
        ("awards/rules/money.py", "from .. import permissions", "Inside an app"),
        ("campaigns/models/plans.py", "from ..scorecards import validator", "Inside an app"),
        ("campaigns/scorecards/rules/base.py", "from .. import grading", "Scorecards"),
        ("scoring/sheets/cell_text.py", "from . import grid", "Sheets"),
        ("scoring/rankings/engine/scope.py", "from .. import explanation", "Rankings"),
        ("core/numbers.py", "from . import working_days", "Core"),
    ],
)
def test_a_planted_import_breaks_its_contract(copy_of_the_product, where, line, contract):
    with planted(copy_of_the_product / where, line):
        result = check_contracts(copy_of_the_product)
    assert result.returncode != 0
    broken = re.findall(r"(?m)^([A-Z][a-z ]+): .* BROKEN$", result.stdout)
    assert contract in broken, result.stdout


@pytest.mark.parametrize("module", ["awards/helpers.py", "scoring/sheets/helpers.py"])
def test_a_module_in_no_layer_breaks_a_contract(copy_of_the_product, module):
    added = copy_of_the_product / module
    added.write_text("")
    result = check_contracts(copy_of_the_product)
    added.unlink()
    assert result.returncode != 0
    assert f"- {module.removesuffix('.py').replace('/', '.')}\n" in result.stdout


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


# --- templates ------------------------------------------------------------------------------------

TEMPLATES = sorted(
    path.relative_to(ROOT / "templates") for path in ROOT.glob("templates/**/*.html")
)
WITHOUT_BASE = {
    "base.html",
    "400.html",
    "413.html",
    "500.html",
}  # the base itself, and pages for errors in which nothing else works
DJANGO = Path(django.contrib.admin.__file__).parent / "templates"


def source(template: Path) -> str:
    return (ROOT / "templates" / template).read_text()


class Markup(HTMLParser):
    """Collect the markup that our Content-Security-Policy refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.refused.append(f"<{tag}>")
        for name, value in names.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.refused.append(f"{name}=")
            if (value or "").strip().lower().startswith("javascript:"):
                self.refused.append(f"{name}={value}")


def refused_in(text: str) -> list[str]:
    markup = Markup()
    markup.feed(re.sub(r"{%.*?%}", " ", text, flags=re.S))
    return markup.refused


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_has_no_inline_script_handler_or_style(template):
    assert refused_in(source(template)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>x()</script>",
        '<a onclick="x()">',
        '<p style="color: red">',
        "<style>p {}</style>",
        '<a href=" JavaScript:x()">',
        '<p {% if a %}style="x"{% endif %}>',
        '<p hx-on:click="x()">',
    ],
)
def test_markup_that_the_policy_refuses_is_found(text):
    assert refused_in(text)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_extends_a_base_or_is_a_fragment(template):
    if template.name.startswith("_"):
        assert "{% extends" not in source(template)
        assert "<html" not in source(template)
    elif template.as_posix() not in WITHOUT_BASE and not is_fragment_of_django(template):
        assert source(template).startswith("{% extends ")


def is_fragment_of_django(template: Path) -> bool:
    """Whether the template replaces a fragment of the Django admin under the same name."""
    original = DJANGO / template
    return original.exists() and "{% extends" not in original.read_text()


def test_every_icon_is_in_the_sprite():
    drawn = set(re.findall(r'id="([a-z-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    used = {look.icon for look in all_looks()}
    for template in TEMPLATES:
        used |= set(re.findall(r'{% icon "([a-z-]+)" %}', source(template)))
    assert used - drawn == set()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("scoring:ranking_detail", {"cum": "x", "trang": "-5"}),
        ("awards:proposal_detail", {"tim": "%", "chi-tieu": "x"}),
        ("admin:evidence_activityreport_changelist", {"plan": "x"}),
        ("evidence:report_create", {"cho": "x", "loai": "9" * 30}),
    ],
    ids=str,
)
def test_an_invalid_address_is_answered_with_a_page(running, sign_in, name, query):
    seal_with_a_quota(running, sign_in(running.city.secretary))
    args = [running.plan.slug] if name.startswith(("scoring", "awards")) else []
    address = reverse(name, args=args, query=query)
    assert sign_in(running.city.secretary).get(address).status_code == 200


@pytest.mark.parametrize("path", ["/phong-trao/", "/quan-tri/evidence/activityreport/"])
def test_nul_in_an_address_is_refused_in_vietnamese(running, sign_in, path):
    answer = sign_in(running.city.secretary).get(f"{path}?state=%00")
    assert answer.status_code == 400
    assert "ký tự không dùng được" in answer.content.decode()


def test_a_body_that_no_page_sends_is_refused_before_it_is_read(client):
    answer = client.post("/dang-nhap/", {"username": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_a_large_report_after_the_session_ended_leads_to_the_sign_in(client, db):
    answer = client.post("/bao-hoat-dong/?cho=1", {"summary": "x" * 1_100_000})
    assert answer.status_code == 302
    assert answer.url == "/dang-nhap/?next=/bao-hoat-dong/%3Fcho%3D1"


def test_personal_pages_forbid_caching(running, sign_in):
    answer = sign_in(running.city.leader).get("/phong-trao/")
    assert "no-store" in answer["Cache-Control"]
    assert "HX-Request" in answer["Vary"]


ID_FOR_PEOPLE = re.compile(r'(?:href|value|action|hx-[a-z]+|for|id)="[^"]*\d\.\d{3}(?!\d)')


def test_no_id_is_written_like_a_number_for_people(running, sign_in):
    """100000 written 100.000 breaks every link and every form that carries it."""
    report = cast.send(running, running.city.delegates[0], "II.1")
    secretary = sign_in(running.city.secretary)
    seal_with_a_quota(running, secretary)
    line = RankingLine.objects.filter(entry=report.entry).latest("pk")
    plan = running.plan.slug
    pages = {
        running.city.delegates[0]: ["/viec-cua-toi/", "/bao-hoat-dong/", f"/bao-cao/{report.pk}/"],
        running.city.secretary: [
            f"/phong-trao/{plan}/",
            f"/phong-trao/{plan}/xep-hang/",
            f"/phong-trao/{plan}/de-nghi/",
            "/quan-tri/evidence/activityreport/",
            f"/quan-tri/evidence/activityreport/{report.pk}/change/",
        ],
    }
    without_ids = sign_in(running.city.secretary).get(f"/phong-trao/{plan}/diem/{line.pk}/")
    assert not ID_FOR_PEOPLE.findall(without_ids.content.decode())
    for user, paths in pages.items():
        for path in paths:
            page = sign_in(user).get(path).content.decode()
            assert re.search(r"\b1\d{5}\b", page), f"{path} holds no id to look at"
            assert not ID_FOR_PEOPLE.findall(page), path


def seal_with_a_quota(round_, secretary) -> None:
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch UBND thành phố")
    Quota.objects.create(plan=round_.plan, award_type=award_type, subject="individual", number=1)
    ranking.recompute(plan=round_.plan, whole=True)
    seal(round_, secretary)
    award_tasks.draft_missing_proposals()


def seal(round_, secretary) -> None:
    draft = Ranking.objects.draft_of(round_.plan)
    secretary.post(
        reverse("scoring:ranking_seal", args=[round_.plan.slug]),
        {
            "seen_revision": draft.revision,
            "confirmed": "on",
            "seen": sealing_of(round_.plan).seen,
        },
    )


# --- one report ----------------------------------------------------------------------------------


def test_a_report_goes_through_the_layers(running, sign_in):
    """In the order of docs/architecture.md."""
    delegate = running.city.delegates[3]
    entry, criterion = running.entry_of(delegate), running.criterion("II.1")
    award_type = AwardType.objects.create(name="Bằng khen", decided_by="Chủ tịch UBND thành phố")
    Quota.objects.create(
        plan=running.plan, award_type=award_type, subject="individual", number=1, minimum_points=30
    )
    scoring_tasks.recompute_changed()  # everyone has registered; nobody has done anything

    # templates/evidence/report_form.html, evidence/urls, views, forms: what the delegate sees
    phone = sign_in(delegate)
    address = reverse("evidence:report_create", query={"cho": entry.pk})
    page = phone.get(address)
    sent = phone.post(
        address,
        {
            "kind": criterion.activity_kinds.get().pk,
            "happened_on": "2023-05-10",
            "summary": "Tiếp xúc cử tri phường",
            "token": page.context["form"].initial["token"],
            f"count_{criterion.pk}": 2,
        },
    )

    # evidence/services: the report is saved and counts nowhere yet
    report = ActivityReport.objects.get()
    assert sent.url == reverse("evidence:report_detail", args=[report.pk])
    assert report.state == ReportState.SENT
    assert not EntryChange.objects.exists()

    # evidence/services: verified by the secretariat, which notes the entry as changed
    desk = sign_in(running.city.secretary)
    desk.post(
        reverse("admin:evidence_activityreport_decide", args=[report.pk]),
        {"decision": "verify", "seen": report.submitted_at.isoformat()},
    )
    report.refresh_from_db()
    assert report.state == ReportState.VERIFIED
    assert [(change.plan, change.entry) for change in EntryChange.objects.all()] == [
        (running.plan, entry)
    ]

    # evidence/models: ActivityReport -> its counts per criterion
    assert [(row.criterion, row.count) for row in report.counts.all()] == [(criterion, 2)]

    # scoring/tasks -> scoring/services: from here on in the worker
    assert scoring_tasks.recompute_changed() == 1
    assert not EntryChange.objects.exists()

    # scoring/rankings: stored exactly; campaigns/scorecards/rules: explained
    line = RankingLine.objects.get(entry=entry)
    assert (line.total, line.place) == (45, 1)  # 20 from the start, 2 x 12.5
    score = next(score for score in scores_of(line) if score.criterion == criterion)
    assert score.reason == "2 cuộc, mỗi cuộc 12,5 điểm, tối đa 50: 25 điểm."

    # the secretariat seals the ranking
    seal(running, desk)
    sealed = Ranking.objects.sealed().get()
    assert (sealed.number, sealed.sealed_by) == (1, running.city.secretary)

    # awards/tasks -> awards/services: the worker drafts the proposal
    assert award_tasks.draft_missing_proposals() == 1

    # awards/models: ProposalLine -> RankingLine
    proposed = ProposalLine.objects.get(outcome=Outcome.PROPOSED)
    assert proposed.ranking_line == RankingLine.objects.get(ranking=sealed, entry=entry)

    # dashboards: the leader sees it
    leader = sign_in(running.city.leader)
    overview = one_line(
        leader.get(reverse("dashboards:plan_overview", args=[running.plan.slug])).text
    )
    assert re.search(rf'<td class="who">{entry.name} ?<', overview)
    assert "<dt>Đề nghị khen: cá nhân</dt> <dd>1<small>chỉ tiêu 1</small>" in overview
    proposal = leader.get(reverse("awards:proposal_detail", args=[running.plan.slug])).text
    assert entry.name in proposal
    assert "45 điểm, hạng 1 trong 1 đủ điều kiện" in proposal
