"""A trial of a commune scorecard: 32 communes of Hải Phòng with their outcomes of 2024.

The scorecard is real (the draft of Thanh Hóa, commune_2026.yaml); that the city's standing
committee tries it is an ASSUMPTION, and every outcome is invented. The communes are those of
Hải Phòng 2023, which has to be loaded before.

Sheets were scored by the units themselves, by their peers, and by the office in two rounds; a
sample was drawn for a post-check. One ranking is sealed and the plan continues: three corrections
followed, one of them by an appeal, so the running draft differs from the sealed ranking and the
two can be compared. This costs one more ranking of 32 lines. A trial ends with grades, so there
is no proposal.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from accounts.models import User
from campaigns.models import Criterion, Entry, Plan
from campaigns.scorecards.document import Document
from campaigns.services import plans, registration, scorecards
from core.clock import today
from core.names import lower_first
from participants.models import Body, BodyKind, Cluster, Council
from participants.services import arrange_cluster, build_body
from scoring.models import ScoreSheet
from scoring.services import appeals, draws, measuring, post_checks
from scoring.services.ranking import recompute, seal_ranking
from scoring.sheets.values import Cell

from .accounts import open_third_secretary, user_of
from .appraisal import Appraisal
from .city import TERM_STARTS_ON
from .documents import read_document, read_scorecard
from .outcomes import Outcomes, draw_outcomes, read_outcomes
from .rounds import announce_plan, end_of_day
from .self_scoring import Days, SelfScoring
from .steps import Step
from .units import open_units

NAME = "Hải Phòng cấp xã 2024"
PLAN = "hai-phong-cap-xa-2024"
SEED = "hai-phong-cap-xa-2024"
ORGANISER = "HĐND thành phố Hải Phòng"
REPORTS_OPEN_DAYS = 90  # from the day of loading
# Invented days of July 2026, when the draft was new.
RECORDED_AT, DECIDED_AT, SEALED_AT, APPEALED_AT, CORRECTED_AT = (
    datetime(2026, 7, day, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    for day in (14, 17, 20, 22, 24)
)
SHEET_DAYS = Days(
    *(datetime(2026, 7, day, 14, 0, tzinfo=RECORDED_AT.tzinfo) for day in (3, 7, 9, 13, 15))
)
SAMPLE, CHECKED = 4, 2  # sheets drawn for the post-check, and those checked so far


def is_loaded() -> bool:
    return Plan.objects.filter(slug=PLAN).exists()


def load(step: Step) -> Plan:
    """Load the scenario, in the caller's transaction."""
    document, secretary = read_document("commune_round"), user_of("thuky", "hp")
    with step("plan, clusters and entries"):
        plan = _launch(document, secretary)
        entries = _entries_by_unit(plan)
    with step("reports and measures"):
        outcomes = draw_outcomes(document, entries, _rng("outcomes"))
        appraisal = Appraisal(plan, document, secretary, user_of("thuky2", "hp"), _rng("reports"))
        _appraise(appraisal, outcomes, entries)
    with step("score sheets"):
        units = open_units(entries.values(), _rng("units"))
        _score(plan, document, outcomes, entries, units)
        _post_check(plan)
    with step("ranking"):
        _decide_tie(plan, document, entries, secretary)
        ranking = recompute(plan=plan)
        seal_ranking(actor=secretary, plan=plan, seen_revision=ranking.revision, at=SEALED_AT)
    with step("corrections"):
        _correct(appraisal, document, entries)
        _appeal(document["appeal"], entries, units)
        recompute(plan=plan)
    return plan


def _rng(purpose: str) -> Random:
    return Random(f"{SEED}:{purpose}")


def _launch(document: Mapping, secretary: User) -> Plan:
    organiser = Council.objects.get(name=ORGANISER)
    plan = announce_plan(
        document=document,
        organiser=organiser,
        reports_due_at=end_of_day(today() + timedelta(days=REPORTS_OPEN_DAYS)),
    )
    scorecard = scorecards.draft_scorecard(
        actor=secretary, plan=plan, document=Document.read(read_scorecard("commune_2026"))
    )
    scorecards.publish_scorecard(actor=secretary, scorecard=scorecard)
    plans.add_activity_kinds(actor=secretary, plan=plan, kinds=_kinds(document, plan))
    plans.launch_plan(actor=secretary, plan=plan)
    clusters = list(_arrange(document, organiser))
    registration.register_clusters(actor=secretary, plan=plan, clusters=clusters, on=plan.starts_on)
    return plan


def _kinds(document: Mapping, plan: Plan) -> dict[str, list[Criterion]]:
    criteria = Criterion.objects.filter(scorecard__plan=plan).select_related("scorecard")
    by_code = {criterion.code: criterion for criterion in criteria}
    return {
        kind["name"]: [by_code[code] for code in [*kind["codes"], *kind.get("also", ())]]
        for kind in document["kinds"].values()
    }


def _arrange(document: Mapping, organiser: Council) -> Iterator[Cluster]:
    """Create each cluster with the councils themselves as its members."""
    below = Council.objects.filter(superior__superior=organiser).select_related("unit__parent")
    councils = {(council.unit.parent.name, council.unit.name): council for council in below}
    for position, cluster in enumerate(document["clusters"], start=1):
        bodies = Body.objects.bulk_create(
            _council_as_body(councils[district, commune])
            for district, communes in cluster["communes"].items()
            for commune in communes
        )
        yield arrange_cluster(
            organiser=organiser,
            name=cluster["name"],
            position=position,
            valid_from=TERM_STARTS_ON,
            bodies=bodies,
        )


def _council_as_body(council: Council) -> Body:
    """The whole council as a body; its district distinguishes it from others of the same name."""
    name = f"{council.name}, {lower_first(council.unit.parent.name)}"
    return build_body(council=council, kind=BodyKind.COUNCIL, name=name, valid_from=TERM_STARTS_ON)


def _entries_by_unit(plan: Plan) -> dict[str, Entry]:
    """Name of the unit -> its entry, in order of founding, all with this plan object."""
    entries = plan.entries.select_related("body__council__unit", "scorecard").order_by("body_id")
    found = {entry.body.council.unit.name: entry for entry in entries}
    for entry in found.values():
        entry.plan = plan
    return found


def _appraise(
    appraisal: Appraisal, outcomes: Mapping[str, Outcomes], entries: Mapping[str, Entry]
) -> None:
    appraisal.put_on_record({entries[name]: outcomes[name] for name in entries}, at=RECORDED_AT)
    appraisal.leave_open(list(entries.values())[::4], returned=3, refused=2, at=DECIDED_AT)


def _score(plan: Plan, document: Mapping, outcomes, entries, units: Mapping[int, User]) -> None:
    appraisers = user_of("thuky", "hp"), user_of("thuky2", "hp")
    scoring = SelfScoring(plan, document, units, appraisers, _rng("sheets"))
    scoring.score({entry: outcomes[name] for name, entry in entries.items()}, SHEET_DAYS)


def _post_check(plan: Plan) -> None:
    """Record some drawn sheets as correct; the others are left for users of the demonstration."""
    third = open_third_secretary(plan.campaign.organiser)
    draw = draws.draw_post_check(
        actor=third, plan=plan, number=SAMPLE, at=RECORDED_AT + timedelta(days=2), seed=SEED
    )
    sheets = ScoreSheet.objects.filter(entry__in=draw.drawn.all()).order_by("entry__sort_key")
    for sheet in sheets[:CHECKED]:
        post_checks.confirm_sheet(
            actor=third,
            draw=draw,
            sheet=sheet,
            note="Đã đối chiếu sổ công văn đi, biên bản kỳ họp, sổ kiến nghị: khớp với phiếu.",
            at=DECIDED_AT,
        )


def _appeal(values: Mapping, entries: Mapping[str, Entry], units: Mapping[int, User]) -> None:
    """One unit appeals, and a secretary who did not appraise it grants the appeal."""
    entry = entries[values["unit"]]
    line = entry.lines.select_related("ranking__plan", "entry", "scorecard").get(ranking__number=1)
    leaf = line.scorecard.criteria.get(code=values["criterion"])
    appeal = appeals.file_appeal(
        actor=units[entry.pk], line=line, criterion=leaf, text=values["text"], at=APPEALED_AT
    )
    outcome = read_outcomes({leaf.code: values["outcome"]})[leaf.code]
    appeals.answer_appeal(
        actor=user_of("thuky2", "hp"),
        appeal=appeal,
        answer=values["answer"],
        cell=Cell(parts=(outcome.numbers,), reason=outcome.reason),
        at=CORRECTED_AT,
    )


def _decide_tie(plan: Plan, document: Mapping, entries: Mapping[str, Entry], actor: User) -> None:
    """Rank the draft once, because ties are known only then, and decide one."""
    tie = document["decided_tie"]
    measuring.decide_grade_tie(
        actor=actor,
        ranking=recompute(plan=plan),
        in_order=[entries[name] for name in tie["in_order"]],
        reason=tie["reason"],
        at=DECIDED_AT,
    )


def _correct(appraisal: Appraisal, document: Mapping, entries: Mapping[str, Entry]) -> None:
    corrections = {
        entries[name]: read_outcomes(values) for name, values in document["corrections"].items()
    }
    appraisal.put_on_record(corrections, at=CORRECTED_AT)
