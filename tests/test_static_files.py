"""What browsers get: static files collected as in production, pages compressed on the way."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.test import Client

from .processes import ROOT


def test_everything_pages_name_is_collected_and_compressed(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "thidua.settings.production",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "thidua.example.vn",
        "THIDUA_VAR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "static"
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    wanted = set(re.findall(r"{% static '([^']+)' %}", templates)) | {"img/icons.svg"}
    assert "vendor/tabler/css/tabler.min.css" in wanted
    assert wanted <= set(names)
    heavy = folder / f"{names['vendor/tabler/css/tabler.min.css']}.br"
    assert heavy.stat().st_size < 70_000


@pytest.mark.django_db
def test_pages_travel_compressed_and_downloads_as_they_are(running, sign_in):
    client = sign_in(running.city.delegates[0])
    page = client.get("/bao-hoat-dong/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 6_000
    plain = Client().get("/dang-nhap/")
    assert "Content-Encoding" not in plain.headers
