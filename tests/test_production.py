"""Production settings refuse what only a demonstration may have."""

import os
import subprocess
import sys

import pytest

from . import cast
from .processes import ROOT, test_database_url

pytestmark = pytest.mark.django_db(transaction=True)

WEB = [sys.executable, "-c", "import thidua.wsgi"]
WORKER = [sys.executable, "-m", "celery", "-A", "thidua", "worker", "--concurrency", "1"]


def start(command: list[str], **changes: str) -> subprocess.CompletedProcess:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"} | {
        "DJANGO_SETTINGS_MODULE": "thidua.settings.production",
        "DATABASE_URL": test_database_url(),
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "thidua.example.vn",
    }
    return subprocess.run(
        command, cwd=ROOT, env=environment | changes, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("command", [WEB, WORKER], ids=["web", "worker"])
def test_production_does_not_start_on_the_demonstrations_accounts(transactional_db, command):
    cast.account("thuky.hp", "Thư Ký Minh Họa", is_demonstration=True)
    started = start(command)
    assert started.returncode != 0
    assert "demonstration accounts" in started.stderr


def test_production_starts_on_a_clean_database(transactional_db):
    cast.account("thuky", "Thư Ký Thật")
    assert start(WEB).returncode == 0


def test_production_refuses_the_demonstrations_key(transactional_db):
    check = [sys.executable, "manage.py", "check", "--deploy"]
    sound = start(check)
    assert sound.returncode == 0, sound.stderr
    refused = start(check, SECRET_KEY="demonstration-only-" + "x" * 40)
    assert refused.returncode != 0
    assert "thidua.E002" in refused.stderr


def test_production_wants_its_secret_from_outside(transactional_db):
    environment = {k: v for k, v in os.environ.items() if k != "SECRET_KEY"}
    environment |= {"DJANGO_SETTINGS_MODULE": "thidua.settings.production"}
    started = subprocess.run(WEB, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_production_mails_through_the_server_of_email_url(transactional_db):
    show = "from django.conf import settings as s; print(s.EMAIL_BACKEND.split('.')[-2], "
    show += "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_HOST_PASSWORD, s.SITE_URL)"
    url = "smtp+tls://thu:mat%20khau@mail.example.vn:587"
    started = start([sys.executable, "-c", show], EMAIL_URL=url)
    assert started.stdout.split("\n")[0] == (
        "smtp mail.example.vn 587 True mat khau https://thidua.example.vn"
    ), started.stderr
