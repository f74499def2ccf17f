"""What three people do, from the phone to the leader's changed place, with a real worker."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect

from scoring.services import ranking

from .. import cast
from ..processes import worker
from .conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_a_report_from_the_phone_changes_the_place_the_leader_sees(running, open_as, tmp_path):
    ahead, behind = running.city.delegates[2], running.city.delegates[3]
    cast.send_verified(running, ahead, "II.1", 1)
    ranking.recompute(plan=running.plan)

    leader = open_as(running.city.leader, DESK, by_form=True)
    leader.goto("/phong-trao/song-xanh-2023/xep-hang/?ban=tam-tinh")
    leader.get_by_label("Cụm thi đua").select_option(label="Đại biểu thành phố")
    row = leader.get_by_role("row", name=re.compile(behind.full_name))
    expect(row.get_by_role("cell").nth(0)).to_have_text("–")  # nothing is known yet

    delegate = open_as(behind, PHONE, by_form=True)
    delegate.get_by_role("link", name="Báo hoạt động").click()
    delegate.get_by_label("Loại hoạt động").select_option(label="Tiếp xúc cử tri")
    delegate.get_by_label("Cuộc tiếp xúc cử tri").fill("2")
    delegate.get_by_label("Ngày diễn ra").fill("2023-05-10")
    delegate.get_by_label("Địa điểm").fill("Nhà văn hóa tổ 3")
    delegate.get_by_label("Nội dung, kết quả").fill("Tiếp xúc cử tri trước kỳ họp giữa năm.")
    delegate.get_by_label("Ảnh, tài liệu minh chứng").set_input_files(
        {"name": "hội nghị.png", "mimeType": "image/png", "buffer": BytesIO(PNG).getvalue()}
    )
    delegate.get_by_role("button", name="Gửi báo cáo").click()
    expect(delegate.get_by_text("Đã gửi báo cáo.")).to_be_visible()
    expect(delegate.get_by_role("link", name="hội nghị.png")).to_be_visible()

    secretary = open_as(running.city.secretary, DESK, by_form=True)
    secretary.get_by_role("link", name="Bàn làm việc").click()
    secretary.get_by_role("link", name=re.compile("báo cáo chờ xác nhận")).click()
    secretary.get_by_role("link", name=behind.full_name).click()
    expect(secretary.get_by_role("img", name="hội nghị.png")).to_be_visible()
    with worker(tmp_path):
        secretary.keyboard.press("x")
        expect(secretary.get_by_text("đã xác nhận.")).to_be_visible()
        # the leader's page looks again by itself
        expect(row.get_by_role("cell").nth(0)).to_have_text("1")
    expect(row).to_contain_text("45")
