from django.core.management.base import BaseCommand, CommandError

from awards.models import Subject
from campaigns.models import Plan, PlanState
from scoring.models import Ranking

from ... import result, scenarios

SUBJECTS = {Subject.COLLECTIVE: "collectives", Subject.INDIVIDUAL: "individuals"}


class Command(BaseCommand):
    help = "Print what came out of the demonstration's campaigns; fails when a scenario fell short."

    def handle(self, *args, **options) -> None:
        try:
            for scenario in scenarios.SCENARIOS:
                self._print_plan(scenario.NAME, result.plan_of(scenario.PLAN))
        except result.IncompleteError as error:
            raise CommandError(error.message) from error

    def _print_plan(self, name: str, plan: Plan) -> None:
        ranking, timing = result.rank(plan)
        state = f"ranking {ranking.number} sealed" if ranking.is_sealed else "ranking not sealed"
        self.stdout.write(f"{name} ({PlanState(plan.state).name.lower()}, {state})")
        entries, reports = plan.entries.count(), result.verified_reports(plan)
        self.stdout.write(f"  {entries:,} entries, {reports:,} verified reports")
        self.stdout.write(f"  {timing.seconds:.2f} seconds to rank, {timing.measured}")
        for heading, lines in result.first_places(ranking):
            self.stdout.write("\n    ".join([f"  {heading}", *lines]))
        self._print_grades(ranking)
        if plan.state == PlanState.CLOSED:
            self._print_proposal(plan)

    def _print_grades(self, ranking: Ranking) -> None:
        if found := result.grades(ranking):
            self.stdout.write(f"  grades: {', '.join(found)}")
        if ranking.is_sealed and (moved := result.moved_since(ranking)) is not None:
            self.stdout.write(f"  {moved} lines differ in the draft since")

    def _print_proposal(self, plan: Plan) -> None:
        proposal = result.proposal_of(plan)
        numbers = result.proposed(proposal)
        text = ", ".join(f"{numbers[subject]} {word}" for subject, word in SUBJECTS.items())
        self.stdout.write(f"  {result.ties_decided(proposal)} ties decided")
        self.stdout.write(f"  {text} proposed")
