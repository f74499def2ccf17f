"""The invented files pass the usual checks."""

from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.files import check_upload
from demo.attachments import invented_upload, paper, picture


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.png", picture(Random(1)), "image/png"),
        ("b.pdf", paper(7), "application/pdf"),
    ],
)
def test_invented_files_match_their_names(name, content, media_type):
    assert check_upload(SimpleUploadedFile(name, content), max_mb=1).media_type == media_type


def test_the_cross_reference_table_of_the_paper_points_at_its_objects():
    content = paper(12)
    start = int(content.split(b"startxref\n")[1].split(b"\n")[0])
    assert content[start:].startswith(b"xref")
    offsets = [int(line[:10]) for line in content[start:].splitlines()[3:8]]
    for number, offset in enumerate(offsets, start=1):
        assert content[offset:].startswith(b"%d 0 obj" % number)


def test_two_invented_files_are_never_identical():
    rng = Random(3)
    contents = {invented_upload(rng).read() for _ in range(30)}
    assert len(contents) == 30
