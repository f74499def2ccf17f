"""Sealed rankings are numbered, have a checksum, and refuse every change."""

import pytest
from django.db import InternalError, connection, transaction
from django.urls import reverse

from core.errors import DomainError, NotAllowedError
from scoring.models import Ranking, RankingLine, ScoreSheet
from scoring.rankings import engine
from scoring.services import appeals, ranking

from .. import cast


@pytest.fixture
def sealed(running) -> Ranking:
    cast.send_verified(running, running.city.delegates[2], "II.1", 2)
    draft = ranking.recompute(plan=running.plan)
    return ranking.seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )


def test_sealing_numbers_and_checksums(sealed, running):
    assert sealed.number == 1
    assert sealed.checksum == engine.checksum(sealed)
    assert len(sealed.checksum) == 64


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scoring_rankingline SET total = 100",
        "UPDATE scoring_rankingline SET place = 2 WHERE place = 1",
        "DELETE FROM scoring_rankingline",
        "INSERT INTO scoring_rankingline "
        "(ranking_id, entry_id, scorecard_id, cluster_id, list, total, tied_with, "
        "standing, days_served, bonus, deduction, tie_keys, reasons, limits, limit_numbers, "
        "earlier_lines, states, inputs, points) "
        "SELECT ranking_id, entry_id + 100000, scorecard_id, cluster_id, list, 1, 0, "
        "standing, days_served, bonus, deduction, tie_keys, reasons, limits, limit_numbers, "
        "earlier_lines, states, inputs, points "
        "FROM scoring_rankingline LIMIT 1",
        "UPDATE scoring_ranking SET checksum = repeat('0', 64)",
        "UPDATE scoring_ranking SET number = NULL, sealed_at = NULL",
        "DELETE FROM scoring_ranking",
    ],
)
def test_the_database_refuses_every_change_of_a_sealed_ranking(sealed, statement):
    before = engine.checksum(sealed)
    with (
        pytest.raises(InternalError, match="sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert engine.checksum(sealed) == before


def test_a_change_after_sealing_goes_into_the_next_draft_only(sealed, running):
    cast.send_verified(running, running.city.delegates[3], "II.1", 3)
    draft = ranking.recompute(plan=running.plan)
    assert draft.number is None
    assert draft.pk != sealed.pk
    entry = running.entry_of(running.city.delegates[3])
    assert RankingLine.objects.get(ranking=sealed, entry=entry).total is None
    assert RankingLine.objects.get(ranking=draft, entry=entry).total == 57.5
    again = ranking.seal_ranking(
        actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
    )
    assert again.number == 2


def test_nobody_seals_what_they_have_not_seen(running):
    draft = ranking.recompute(plan=running.plan)
    cast.send_verified(running, running.city.delegates[2], "II.1", 2)
    with pytest.raises(DomainError, match="vừa thay đổi"):
        ranking.seal_ranking(
            actor=running.city.secretary, plan=running.plan, seen_revision=draft.revision
        )
    assert not Ranking.objects.sealed().exists()


@pytest.mark.parametrize("who", ["leader", "stranger", "delegate"])
def test_only_the_secretary_of_the_plan_seals(running, elsewhere, who):
    draft = ranking.recompute(plan=running.plan)
    actor = {
        "leader": running.city.leader,
        "stranger": elsewhere.city.secretary,
        "delegate": running.city.delegates[0],
    }[who]
    with pytest.raises(NotAllowedError):
        ranking.seal_ranking(actor=actor, plan=running.plan, seen_revision=draft.revision)


def test_the_same_inputs_give_the_same_checksum_again(sealed, running):
    draft = ranking.recompute(plan=running.plan, whole=True)
    assert engine.checksum(draft) == sealed.checksum


def test_a_stale_revision_of_an_older_draft_does_not_seal_the_next(sealed, running):
    """Revision numbers continue across drafts."""
    cast.send_verified(running, running.city.delegates[3], "II.1", 3)
    ranking.recompute(plan=running.plan)
    with pytest.raises(DomainError, match="vừa thay đổi"):
        ranking.seal_ranking(
            actor=running.city.secretary, plan=running.plan, seen_revision=sealed.revision
        )


def test_the_checksum_holds_the_criteria_too(sealed, running):
    before = engine.checksum(sealed)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger in the way
        cursor.execute("UPDATE campaigns_criterion SET maximum = maximum + 1")
    assert engine.checksum(sealed) != before


# --- the page ------------------------------------------------------------------------------------


def test_the_page_lists_pending_work_and_requires_confirmation(running, sign_in):
    cast.send(running, running.city.delegates[2], "II.1")
    draft = ranking.recompute(plan=running.plan)
    secretary = sign_in(running.city.secretary)
    address = reverse("scoring:ranking_detail", args=[running.plan.slug])
    page = secretary.get(address)
    assert "1 báo cáo chờ xác nhận không được tính vào bảng đã khóa, của Lê Thử Cúc" in page.text
    seal = reverse("scoring:ranking_seal", args=[running.plan.slug])
    answers = {"seen_revision": draft.revision, "seen": page.context["act"].seen}
    refused = secretary.post(seal, answers, follow=True)
    assert "Hãy đánh dấu là đã xem bảng" in refused.text
    assert not Ranking.objects.sealed().exists()
    secretary.post(seal, answers | {"confirmed": "on"})
    assert Ranking.objects.sealed().count() == 1


def test_sealing_names_unfinished_sheets_and_open_appeals_and_asks_again_when_they_change(
    sealed, running, sign_in
):
    entry = running.entry_of(running.city.delegates[2])
    ScoreSheet.objects.create(entry=running.entry_of_board(0))
    ranking.recompute(plan=running.plan, whole=True)
    secretary = sign_in(running.city.secretary)
    address = reverse("scoring:ranking_detail", args=[running.plan.slug]) + "?ban=tam-tinh"
    page = secretary.get(address)
    assert "1 phiếu chấm điểm chưa thẩm định xong (đang tự chấm): Ban Pháp chế." in page.text
    seen = page.context["act"].seen
    appeals.file_appeal(
        actor=running.city.delegates[2],
        line=RankingLine.objects.get(ranking=sealed, entry=entry),
        criterion=running.criterion("II.1"),
        text="Xin xem lại số cuộc tiếp xúc cử tri",
        at=sealed.sealed_at,
    )
    seal = reverse("scoring:ranking_seal", args=[running.plan.slug])
    revision = Ranking.objects.draft_of(running.plan).revision
    answers = {"seen_revision": revision, "confirmed": "on", "seen": seen}
    refused = secretary.post(seal, answers, follow=True)
    assert "vừa thay đổi" in refused.text
    assert f"1 kiến nghị về điểm chưa được trả lời, của {entry.name}." in refused.text
    assert Ranking.objects.sealed().count() == 1
    secretary.post(seal, answers | {"seen": refused.context["act"].seen})
    assert Ranking.objects.sealed().count() == 2
