"""The schedule runs reminders before digests."""

from django.conf import settings

from thidua.celery import app


def test_every_task_of_the_schedule_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_reminders_are_created_before_the_digests_are_sent():
    remind = settings.CELERY_BEAT_SCHEDULE["remind"]["schedule"]
    assert min(remind.hour) == settings.MAIL_DIGEST_HOUR - 1
    digests = settings.CELERY_BEAT_SCHEDULE["send-digests"]["schedule"]
    assert settings.MAIL_DIGEST_HOUR in digests.hour and 0 in digests.minute
