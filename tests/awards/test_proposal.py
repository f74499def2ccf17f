"""From a sealed ranking to the proposed lines, with a reason for each line, in or out."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import AwardType, Outcome, Proposal, ProposalLine, Quota, TiePool
from awards.queries import proposals
from awards.services import quotas, ties
from awards.services.proposals import draft_missing_proposals, draft_proposal
from awards.wording import reasons
from campaigns.models import Plan
from campaigns.pledge_content import PledgeContent
from campaigns.services import pledges
from core.errors import DomainError, NotAllowedError
from participants.models import Appointment
from scoring.services.ranking import recompute, seal_ranking

from .. import cast

REASON = "Ưu tiên đơn vị có mô hình mới được nhân rộng"


def seal(round_):
    draft = recompute(plan=round_.plan, whole=True)
    return seal_ranking(actor=round_.city.secretary, plan=round_.plan, seen_revision=draft.revision)


def quota(round_, subject: str, number: int, minimum: str = "0") -> Quota:
    award_type, _ = AwardType.objects.get_or_create(
        name="Bằng khen", decided_by="Chủ tịch UBND thành phố"
    )
    return Quota.objects.create(
        plan=round_.plan,
        award_type=award_type,
        subject=subject,
        number=number,
        minimum_points=minimum,
    )


def propose(round_) -> Proposal:
    return draft_proposal(actor=round_.city.secretary, ranking=seal(round_))


def outcomes(proposal) -> dict[str, str]:
    lines = ProposalLine.objects.filter(proposal=proposal)
    return {
        row.ranking_line.entry.name: row.outcome
        for row in lines.select_related("ranking_line__entry")
    }


@pytest.fixture
def spread(running):
    """Boards with 3, 2 and 1 thematic oversights."""
    cast.record_all(
        running, [(running.entry_of_board(number), "A.1", 3 - number) for number in range(3)]
    )
    return running


def test_the_first_places_are_proposed_and_the_rest_have_reasons(spread):
    quota(spread, "collective", 2)
    proposal = propose(spread)
    assert outcomes(proposal) == {
        "Ban Pháp chế": Outcome.PROPOSED,
        "Ban Đô thị": Outcome.PROPOSED,
        "Ban Văn hóa - Xã hội": Outcome.OVER_QUOTA,
    }
    rows = ProposalLine.objects.select_related(
        "share__cluster", "share__quota", "ranking_line__entry"
    )
    out = reasons.reason_of(rows.get(outcome=Outcome.OVER_QUOTA))
    assert out == (
        "33,35 điểm, hạng 3 trong 3 đủ điều kiện (Các Ban, danh sách tập thể); "
        "danh sách này chỉ có 2 suất."
    )


def test_a_line_under_the_minimum_is_not_eligible(spread):
    quota(spread, "collective", 3, minimum="50")
    proposal = propose(spread)
    assert outcomes(proposal)["Ban Văn hóa - Xã hội"] == Outcome.NOT_ELIGIBLE
    assert sum(o == Outcome.PROPOSED for o in outcomes(proposal).values()) == 2


def test_a_tie_at_the_last_seat_is_left_to_a_person(running):
    cast.record(running, running.entry_of_board(0), "A.1", 2)
    for number in (1, 2):
        cast.record(running, running.entry_of_board(number), "A.1", 1)
    quota(running, "collective", 2)
    proposal = propose(running)
    by_name = outcomes(proposal)
    assert by_name.pop("Ban Pháp chế") == Outcome.PROPOSED
    assert set(by_name.values()) == {Outcome.TIED}
    assert TiePool.objects.get().seats == 1


@pytest.fixture
def tied(running):
    for number in (1, 2):
        cast.record(running, running.entry_of_board(number), "A.1", 1)
    quota(running, "collective", 1)
    propose(running)
    return running, TiePool.objects.get()


def decide(round_, pool, chosen, reason=REASON, actor=None):
    return ties.decide_tie(
        actor=actor or round_.city.secretary,
        pool=pool,
        chosen_ids=[line.pk for line in chosen],
        reason=reason,
        at=timezone.now(),
    )


def test_a_recorded_decision_breaks_the_tie(tied):
    round_, pool = tied
    first, second = ProposalLine.objects.filter(outcome=Outcome.TIED).order_by("-pk")
    decide(round_, pool, [first])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.outcome) == (Outcome.CHOSEN, Outcome.NOT_CHOSEN)
    pool.refresh_from_db()
    assert (pool.decided_by, pool.reason) == (round_.city.secretary, REASON)


def test_a_decision_is_made_once(tied):
    round_, pool = tied
    first, second = ProposalLine.objects.filter(outcome=Outcome.TIED)
    decide(round_, pool, [first])
    with pytest.raises(DomainError, match="đã được quyết định"):
        decide(round_, pool, [second])


@pytest.mark.parametrize(("number", "message"), [(0, "đúng 1"), (2, "đúng 1")])
def test_a_choice_fills_the_seats_exactly(tied, number, message):
    round_, pool = tied
    lines = list(ProposalLine.objects.filter(outcome=Outcome.TIED))
    with pytest.raises(DomainError, match=message):
        decide(round_, pool, lines[:number])


def test_only_tied_lines_can_be_chosen(tied):
    round_, pool = tied
    outsider = ProposalLine.objects.exclude(outcome=Outcome.TIED).first()
    with pytest.raises(DomainError, match="không thuộc"):
        decide(round_, pool, [outsider])


def test_a_choice_needs_its_reason(tied):
    round_, pool = tied
    line = ProposalLine.objects.filter(outcome=Outcome.TIED).first()
    with pytest.raises(DomainError, match="căn cứ"):
        decide(round_, pool, [line], reason="ok")


@pytest.mark.parametrize("who", ["leader", "delegate"])
def test_only_the_secretary_records_the_choice(tied, who):
    round_, pool = tied
    actor = round_.city.leader if who == "leader" else round_.city.delegates[0]
    line = ProposalLine.objects.filter(outcome=Outcome.TIED).first()
    with pytest.raises(NotAllowedError):
        decide(round_, pool, [line], actor=actor)


def test_a_contested_seat_goes_to_one_of_the_lists(db):
    # 2 full-time and 2 part-time delegates, 3 seats: 1 each, and one contested between the lists
    city = cast.found_city("sc", "Song Cặp", delegates=4)
    round_ = cast.launch_round(city, "song-cap")
    for index, count in ((0, 4), (1, 3), (2, 2), (3, 1)):
        cast.send_verified(round_, city.delegates[index], "II.1", count)
    quota(round_, "individual", 3)
    proposal = propose(round_)
    assert sorted(outcomes(proposal).values()) == ["proposed", "proposed", "tied", "tied"]
    pool = TiePool.objects.get()
    assert pool.seats == 1
    line = ProposalLine.objects.filter(outcome=Outcome.TIED).last()
    decide(round_, pool, [line])
    assert sorted(outcomes(proposal).values()) == ["chosen", "not_chosen", "proposed", "proposed"]


def test_a_draft_ranking_gives_no_proposal(spread):
    quota(spread, "collective", 2)
    draft = recompute(plan=spread.plan, whole=True)
    with pytest.raises(DomainError, match="đã khóa"):
        draft_proposal(actor=spread.city.secretary, ranking=draft)


def test_drafting_twice_gives_one_proposal(spread):
    quota(spread, "collective", 2)
    ranking = seal(spread)
    first = draft_proposal(actor=spread.city.secretary, ranking=ranking)
    assert draft_proposal(actor=spread.city.secretary, ranking=ranking) == first
    assert draft_missing_proposals() == 0
    assert ProposalLine.objects.count() == 3


def test_the_worker_drafts_missing_proposals_after_sealing(spread):
    quota(spread, "collective", 2)
    seal(spread)
    assert draft_missing_proposals() == 1
    assert Proposal.objects.count() == 1


def test_a_proposed_line_keeps_its_ranking_line(spread):
    from django.db.models import ProtectedError

    quota(spread, "collective", 2)
    line = propose(spread).quotas.get().shares.first().lines.first().ranking_line
    with pytest.raises(ProtectedError):
        line.delete()


def test_the_worker_drafts_even_when_the_sealer_has_left_the_office(spread):
    quota(spread, "collective", 2)
    seal(spread)
    Appointment.objects.filter(user=spread.city.secretary).update(valid_to="2022-01-01")
    assert draft_missing_proposals() == 1


def test_reasons_distinguish_a_contested_seat_from_equal_points(db):
    city = cast.found_city("sc", "Song Cặp", delegates=4)
    round_ = cast.launch_round(city, "song-cap")
    for index, count in ((0, 4), (1, 3), (2, 2), (3, 1)):
        cast.send_verified(round_, city.delegates[index], "II.1", count)
    quota(round_, "individual", 3)
    proposal = propose(round_)
    rows = ProposalLine.objects.select_related(
        "share__cluster", "share__pool", "ranking_line__entry"
    )
    tied = rows.filter(outcome=Outcome.TIED).first()
    assert "phần dư bằng nhau" in reasons.reason_of(tied)
    assert "bằng điểm" not in reasons.reason_of(tied)
    decide(round_, TiePool.objects.get(), [tied])
    clear = rows.filter(outcome=Outcome.PROPOSED).first()
    assert REASON not in reasons.reason_of(clear)
    assert REASON in reasons.reason_of(rows.get(outcome=Outcome.CHOSEN))
    assert proposals.decided_pools(proposal)[0].chosen_names == [tied.ranking_line.entry.name]


def test_a_tie_of_a_superseded_proposal_cannot_be_decided(tied):
    round_, pool = tied
    line = ProposalLine.objects.filter(outcome=Outcome.TIED).first()
    seal(round_)
    with pytest.raises(DomainError, match="mới hơn"):
        decide(round_, pool, [line])


def test_a_quota_is_not_changed_under_a_drafted_proposal(spread):
    award_type = quota(spread, "collective", 2).award_type
    propose(spread)
    with pytest.raises(DomainError, match="chỉ tiêu cũ"):
        quotas.set_quota(
            actor=spread.city.secretary,
            plan=spread.plan,
            award_type=award_type,
            subject="collective",
            number=3,
        )


@pytest.mark.parametrize("means", ["not_proposed", "noted"])
def test_unregistered_entries_are_left_out_if_the_plan_requires_it(spread, means, sign_in):
    last = timezone.now() - dt.timedelta(days=1)
    Plan.objects.update(registrations_due_at=last, unregistered_means=means)
    spread.plan.refresh_from_db()
    for number in (1, 2):
        pledges.send_pledge(
            actor=spread.city.secretary,
            entry=spread.entry_of_board(number),
            content=PledgeContent(commitment="Theo đến cùng kiến nghị sau giám sát"),
            at=last,
        )
    quota(spread, "collective", 2)
    by_name = outcomes(propose(spread))
    if means == "noted":
        assert by_name["Ban Pháp chế"] == Outcome.PROPOSED
        return
    assert by_name == {
        "Ban Pháp chế": Outcome.UNREGISTERED,  # first of all by points
        "Ban Đô thị": Outcome.PROPOSED,
        "Ban Văn hóa - Xã hội": Outcome.PROPOSED,
    }
    rows = ProposalLine.objects.select_related(
        "share__cluster", "share__quota", "ranking_line__entry"
    )
    row = rows.get(outcome=Outcome.UNREGISTERED)
    assert "Không đăng ký thi đua" in reasons.reason_of(row)
    assert row.share.eligible == 2
    page = sign_in(spread.city.leader).get(
        reverse("awards:proposal_detail", args=[spread.plan.slug])
    )
    assert [entry.name for entry in page.context["left_out"]] == ["Ban Pháp chế"]


def test_before_the_registration_ends_nobody_is_left_out(spread):
    due = timezone.now() + dt.timedelta(days=1)
    Plan.objects.update(registrations_due_at=due, unregistered_means="not_proposed")
    spread.plan.refresh_from_db()
    quota(spread, "collective", 2)
    assert Outcome.UNREGISTERED not in outcomes(propose(spread)).values()


def test_a_sealed_ranking_without_quotas_leads_to_setting_them(spread, sign_in):
    """No proposal is being drafted, so the page does not ask to wait for one."""
    seal(spread)
    page = reverse("awards:proposal_detail", args=[spread.plan.slug])
    setting = f"{reverse('admin:awards_quota_add')}?plan={spread.plan.pk}"
    client = sign_in(spread.city.secretary)
    shown = client.get(page).text
    assert "kế hoạch chưa có chỉ tiêu khen thưởng" in shown
    assert "ít phút" not in shown
    assert f'href="{setting}"' in shown
    assert client.get(setting).status_code == 200
    leader = sign_in(spread.city.leader).get(page).text
    assert "Văn phòng đặt chỉ tiêu xong" in leader
    assert setting not in leader
