"""What views share: the reader's object, refusals as messages and as JSON, values of requests."""

import json

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, JsonResponse
from django.test import RequestFactory

from campaigns.models import Plan
from core.errors import DomainError, NotAllowedError
from core.views import (
    get_for_user_or_404,
    id_from,
    refusal_as_json,
    refusal_as_message,
    search_words_from,
)


@pytest.fixture
def request_of():
    def build(user=None, **query):
        request = RequestFactory().get("/", query)
        request.user = user
        request._messages = CookieStorage(request)
        return request

    return build


def test_the_object_that_the_reader_may_have(request_of, running, django_assert_num_queries):
    request, slug = request_of(running.city.secretary), running.plan.slug
    with django_assert_num_queries(1):
        plan = get_for_user_or_404(request, Plan.objects.run_by, "campaign", slug=slug)
        assert plan.campaign == running.plan.campaign


def test_no_object_of_others_and_none_by_another_key(request_of, running, elsewhere):
    request = request_of(running.city.secretary)
    for slug in (elsewhere.plan.slug, "khong-co"):
        with pytest.raises(Http404):
            get_for_user_or_404(request, Plan.objects.run_by, slug=slug)


def test_a_refusal_becomes_a_message_and_the_view_goes_on(request_of):
    request = request_of()
    with refusal_as_message(request):
        raise DomainError("Đã <chốt>.")
    (message,) = get_messages(request)
    assert (message.level_tag, message.message) == ("error", "Đã &lt;chốt&gt;.")


def test_a_missing_right_is_no_message(request_of):
    with pytest.raises(NotAllowedError), refusal_as_message(request_of()):
        raise NotAllowedError("Không được.")


def test_a_refusal_answers_a_script():
    @refusal_as_json(key="held", status=409)
    def view(request, problem):
        if problem:
            raise DomainError(problem)
        return JsonResponse({})

    answer = view(None, "Đã có người xem.")
    assert (answer.status_code, json.loads(answer.content)) == (409, {"held": "Đã có người xem."})
    assert view(None, "").status_code == 200


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "a", "٣", "9" * 19])
def test_text_that_is_no_id_gives_zero(text):
    assert id_from(text) == 0
    assert id_from("120") == 120


def test_search_words_have_single_spaces_and_no_nul(request_of):
    assert search_words_from(request_of(tim="  Tổ \t đại\0biểu ")) == "Tổ đại biểu"
    assert search_words_from(request_of()) == ""
