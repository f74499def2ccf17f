"""`bin/bench intake`, small: delegates over real HTTP, and a comparison that finds errors."""

import pytest

from evidence.models import ActivityReport, ReportCount
from tools.bench.delegate import WAYS, Log
from tools.bench.delegate_founding import PASSWORD, found_delegates
from tools.bench.intake import send_at_once, signed_in, summary
from tools.bench.intake_tally import Tally, tally

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(live_server):
    """A plan, and the log of three delegates who sent reports to it in every way."""
    plan, names = found_delegates(3)
    log = Log()
    host, _, port = live_server.url.removeprefix("http://").partition(":")
    phones = signed_in(host, int(port), names, PASSWORD, log)
    for way in WAYS:
        phones[0].report(pause_seconds=0, photo_percent=100, way=way)
    send_at_once(phones, seconds=1, pause=0, photos=0)
    return plan, log


def test_no_report_is_lost_or_doubled_and_the_comparison_detects_it(sent):
    plan, log = sent
    counted = tally(plan, log.intents)
    assert counted == Tally(sent=len(log.intents), lost=0, doubled=0, altered=0, strange=0)
    assert len(log.intents) >= len(WAYS) + 3
    assert log.errors == []
    assert all(intent.is_acknowledged for intent in log.intents)
    assert summary(log.samples)["draft"]["number"] == 2 * counted.sent

    reports = ActivityReport.objects.filter(summary__startswith="[")
    copy, changed, gone = reports.filter(files__isnull=True).order_by("pk")[:3]
    ReportCount.objects.filter(report=gone).delete()
    gone.delete()
    ActivityReport.objects.filter(pk=changed.pk).update(place="Nơi khác")
    copy.pk, copy.token = None, "00000000-0000-4000-8000-000000000000"
    copy.save(force_insert=True)
    counted = tally(plan, log.intents[1:])
    assert (counted.sent, counted.lost, counted.doubled) == (len(log.intents) - 1, 1, 1)
    assert counted.altered == 2  # the changed report, and the copy without counts
    assert counted.strange == 1  # the report of the intent that was left out
