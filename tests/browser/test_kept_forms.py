"""Typed content survives a cut network, an ended session, a second window and a slow answer.

One story on a phone for the report, the pledge, the explanation and the appeal.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import SavedDraft, User
from scoring.services import ranking

from .. import cast
from ..scoring.test_sheets import Office
from .conftest import DESK, PHONE, sign_in_by_form
from .test_drafts import save, with_clock

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Form:
    """A form with a long text: where it is, its main field, its button, and what it stored."""

    user: User
    address: str
    field: str
    button: str
    accepted: str
    stored: Callable[[], list[str]]
    prepare: Callable[[Page], None] = lambda page: None

    @property
    def of_field(self) -> str:
        return f"form[data-kept]:has({self.field})"


def report(city) -> Form:
    running = cast.launch_round(city, "song-xanh-2023")
    user = city.delegates[2]

    def fill_the_rest(page: Page) -> None:
        page.get_by_label("Loại hoạt động").select_option(label="Tiếp xúc cử tri")
        page.get_by_label("Cuộc tiếp xúc cử tri").fill("3")
        page.get_by_label("Ngày diễn ra").fill("2023-05-10")

    reports = running.entry_of(user).reports
    return Form(
        user,
        "/bao-hoat-dong/",
        "[name=summary]",
        "Gửi báo cáo",
        "Đã gửi báo cáo.",
        lambda: [report.summary for report in reports.all()],
        fill_the_rest,
    )


def pledge(city) -> Form:
    due = timezone.now() + dt.timedelta(days=5)
    running = cast.launch_round(city, "song-xanh-2023", registrations_due_at=due)
    user = city.delegates[2]
    entry = running.entry_of(user)
    return Form(
        user,
        reverse("campaigns:pledge_form", args=[running.plan.slug]),
        "[name=commitment]",
        "Gửi đăng ký",
        "Đã gửi đăng ký thi đua",
        lambda: [type(entry).objects.get(pk=entry.pk).pledge.commitment],
    )


def explanation(city) -> Form:
    office = Office(city)
    office.appraised()
    explanations = office.sheet.explanations
    return Form(
        office.head,
        reverse("scoring:sheet_detail", args=[office.plan.slug, office.sheet.pk]),
        "textarea[name^=text_]",
        "Gửi giải trình",
        "Đã gửi giải trình.",
        lambda: [each.text for each in explanations.all()],
    )


def appeal(city) -> Form:
    office = Office(city)
    office.appraised()
    draft = ranking.recompute(plan=office.plan, whole=True)
    sealed = ranking.seal_ranking(
        actor=city.secretary, plan=office.plan, seen_revision=draft.revision
    )
    line = sealed.lines.get(entry=office.entry)

    def choose_criterion(page: Page) -> None:
        page.locator("[name=criterion]").select_option(value=str(office.leaf["A"]))

    return Form(
        office.head,
        reverse("scoring:line_detail", args=[office.plan.slug, line.pk]),
        "[name=text]",
        "Gửi kiến nghị",
        "Đã gửi kiến nghị.",
        lambda: [each.text for each in line.appeals.all()],
        choose_criterion,
    )


@pytest.mark.parametrize("build", [report, pledge, explanation, appeal])
def test_nothing_typed_is_lost(city, open_as, build):
    form = build(city)
    phone = with_clock(open_as(form.user, PHONE))
    open_form(phone, form)
    form.prepare(phone)
    text, status = phone.locator(form.field), phone.locator(f"{form.of_field} [data-kept-status]")

    # The network is cut: said at once, nothing goes out, saved when it is back.
    phone.context.set_offline(True)
    text.fill("Viết lúc mất mạng")
    save(phone)
    expect(status).to_contain_text("được giữ trên máy này")
    phone.get_by_role("button", name=form.button).click()
    expect(status).to_contain_text("Không có mạng nên chưa gửi")
    phone.context.set_offline(False)
    expect(status).to_contain_text("Đã lưu trên máy chủ lúc")

    # The session ends: the page says so, and the sign-in leads back to what was typed.
    Session.objects.all().delete()
    text.fill("Viết lúc hết phiên")
    save(phone)
    expect(status).to_contain_text("Phiên làm việc đã hết")
    phone.get_by_role("button", name=form.button).click()
    sign_in_by_form(phone, form.user)
    expect(phone.get_by_text("Đã đưa lại nội dung")).to_be_visible()
    expect(text).to_have_value("Viết lúc hết phiên")
    save(phone)
    expect(status).to_contain_text("Đã lưu trên máy chủ lúc")

    # A second window has it, too; the first is told of what the second saved, and sees it.
    desk = with_clock(open_as(form.user, DESK))
    desk.goto(form.address)
    expect(desk.locator(form.field)).to_have_value("Viết lúc hết phiên")
    desk.locator(form.field).fill("Viết tiếp ở bàn")
    save(desk)
    expect(desk.locator(f"{form.of_field} [data-kept-status]")).to_contain_text("Đã lưu")
    text.fill("Bản cuối cùng")
    save(phone)
    expect(phone.locator(".kept-conflict")).to_contain_text("Viết tiếp ở bàn")
    expect(text).to_have_value("Bản cuối cùng")
    phone.get_by_role("button", name="Giữ bản đang mở ở đây").click()
    expect(status).to_contain_text("Đã lưu trên máy chủ lúc")

    # The answer takes four seconds: what was sent comes back nowhere.
    text.press("End")
    text.press_sequentially(".")
    send_slowly(phone, form)
    expect(phone.get_by_text(form.accepted)).to_be_visible()
    assert form.stored() == ["Bản cuối cùng."]
    assert SavedDraft.objects.get(user=form.user).fields == {}
    phone.goto(form.address)
    expect(phone.get_by_text("Đã đưa lại nội dung")).to_have_count(0)


def open_form(page: Page, form: Form) -> None:
    page.goto(form.address)
    details = page.locator(f"details:has({form.field}) > summary")
    if details.count():
        details.click()


def send_slowly(page: Page, form: Form) -> None:
    """Click; the server accepts at once, but its answer arrives after the save timers are due."""

    def answer_late(route) -> None:
        if route.request.method != "POST" or "ban-dang-nhap" in route.request.url:
            route.fallback()
            return
        answer = route.fetch(max_redirects=0)
        page.wait_for_timeout(4_000)
        route.fulfill(response=answer)

    page.route("**/*", answer_late)
    page.get_by_role("button", name=form.button).click(no_wait_after=True)
