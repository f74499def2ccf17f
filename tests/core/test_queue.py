"""Nudges: one a transaction, none after a rollback, never an error for the user."""

import pytest
from django.db import transaction

from core import queue


@pytest.fixture
def sent(monkeypatch):
    names = []
    monkeypatch.setattr(queue.current_app, "send_task", lambda name, **kw: names.append(name))
    return names


@pytest.mark.django_db(transaction=True)
class TestNudge:
    def test_many_changes_in_one_transaction_send_one_message(self, sent):
        with transaction.atomic():
            for _ in range(3):
                queue.nudge("entries_changed")
            queue.nudge("ranking_sealed")
            assert sent == []
        assert sent == ["scoring.recompute_changed", "awards.draft_missing_proposals"]

    def test_the_next_transaction_sends_its_own(self, sent):
        for _ in range(2):
            with transaction.atomic():
                queue.nudge("entries_changed")
        assert len(sent) == 2

    def test_a_rolled_back_change_sends_nothing(self, sent):
        with pytest.raises(RuntimeError), transaction.atomic():
            queue.nudge("entries_changed")
            raise RuntimeError
        assert sent == []

    def test_a_nudge_after_a_rolled_back_savepoint_is_sent(self, sent):
        with transaction.atomic():
            with pytest.raises(RuntimeError), transaction.atomic():
                queue.nudge("entries_changed")
                raise RuntimeError
            queue.nudge("entries_changed")
        assert sent == ["scoring.recompute_changed"]
