"""Forms that call a service and show its refusal."""

import pytest
from django import forms
from django.utils.safestring import SafeString

from core.errors import DomainError, Link, NotAllowedError
from core.forms import ServiceForm


class NoteForm(ServiceForm):
    note = forms.CharField(error_messages={"required": "Hãy ghi."})
    day = forms.CharField(required=False)


class OneFieldForm(ServiceForm):
    refusal_field = "note"
    note = forms.CharField()

    def service_arguments(self):
        return {"text": self.cleaned_data["note"].upper()}


def refuse_with(error):
    def service(**arguments):
        raise error

    return service


def test_the_service_gets_the_fields_and_the_given_arguments():
    form = NoteForm({"note": "đủ", "day": "1"})
    assert form.perform(lambda **arguments: arguments, actor="An")
    assert form.result == {"actor": "An", "note": "đủ", "day": "1"}


def test_a_form_may_name_its_arguments():
    form = OneFieldForm({"note": "đủ"})
    assert form.perform(lambda *, text: text)
    assert form.result == "ĐỦ"


def test_a_service_that_returns_nothing_has_accepted():
    assert NoteForm({"note": "đủ"}).perform(lambda **arguments: None)


@pytest.mark.parametrize("data", [None, {}, {"note": ""}])
def test_no_service_is_called_without_a_valid_form(data):
    assert not NoteForm(data).perform(refuse_with(AssertionError))


@pytest.mark.parametrize(
    ("field", "shown_at"), [("note", "note"), ("elsewhere", "__all__"), (None, "__all__")]
)
def test_a_refusal_is_shown_at_the_field_it_names_or_above_the_form(field, shown_at):
    form = NoteForm({"note": "đủ"})
    assert not form.perform(refuse_with(DomainError("Đã chốt.", field=field)))
    assert form.errors == {shown_at: ["Đã chốt."]}
    assert form.result is None


def test_a_form_of_one_field_takes_every_refusal_there():
    form = OneFieldForm({"note": "đủ"})
    assert not form.perform(refuse_with(DomainError("Đã chốt.", field="reason")))
    assert form.errors == {"note": ["Đã chốt."]}


def test_a_refusal_leads_to_its_remedy():
    form = NoteForm({"note": "đủ"})
    error = DomainError("Chưa <đủ>.", link=Link("Mở phiếu", "/phieu/"))
    assert not form.perform(refuse_with(error))
    assert 'Chưa &lt;đủ&gt;. <a href="/phieu/">Mở phiếu</a>' in str(form.errors)


def test_a_missing_right_is_no_error_of_the_form():
    with pytest.raises(NotAllowedError):
        NoteForm({"note": "đủ"}).perform(refuse_with(NotAllowedError("Không được.")))
    assert not issubclass(NotAllowedError, DomainError)


def test_a_service_can_be_called_without_validating():
    form = NoteForm({"note": ""})
    assert form.call_service(lambda *, seen: seen, seen=3)
    assert form.result == 3
    assert not form.call_service(refuse_with(DomainError("Đã chốt.")))
    assert form.errors["__all__"] == ["Đã chốt."]


def test_all_errors_in_one_line_are_escaped():
    form = NoteForm({"note": ""})
    form.add_error(None, "Chưa <đủ>.")
    line = form.errors_in_one_line()
    assert line == "Hãy ghi. Chưa &lt;đủ&gt;."
    assert isinstance(line, SafeString)
