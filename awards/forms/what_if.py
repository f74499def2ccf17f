"""The form of the what-if page: other terms of a drafted quota."""

import re
from decimal import Decimal

from django import forms

from campaigns.forms.numbers import NumberField
from core.errors import DomainError
from core.numbers import vietnamese

from ..models import EqualMerit, PercentOf, ProposalQuota, QuotaRounding, Sharing
from ..rules import quotas

_BAND = re.compile(r"(?:đến\s+)?(\d+|còn lại)\s*(?::|được)\s*(\d+)", re.IGNORECASE)


class BandsField(forms.CharField):
    """`đến 10: 1; đến 20: 2; còn lại: 3`, as [[10, 1], [20, 2], [None, 3]]."""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, max_length=300, **kwargs)

    def clean(self, value) -> list[list[int | None]]:
        parts = [part.strip() for part in re.split("[;,]", super().clean(value)) if part.strip()]
        bands = []
        for part in parts:
            band = _BAND.fullmatch(part)
            if not band or len(part) > 40:
                raise forms.ValidationError(
                    f"Không hiểu “{part[:30]}”. Hãy ghi như: đến 10: 1; đến 20: 2; còn lại: 3."
                )
            limit, seats = band.groups()
            bands.append([int(limit) if limit.isdigit() else None, int(seats)])
        return bands

    def prepare_value(self, value):
        if isinstance(value, list):
            return "; ".join(
                f"còn lại: {seats}" if limit is None else f"đến {limit}: {seats}"
                for limit, seats in value
            )
        return value


class WhatIfForm(forms.Form):
    """Sent by GET; `changes` are the terms to try. Contradictions are shown at their field."""

    so_luong = NumberField(label="Số lượng")
    ty_le = NumberField(label="hoặc tỷ lệ %")
    cua = forms.ChoiceField(label="phần trăm của", choices=PercentOf)
    lam_tron = forms.ChoiceField(label="làm tròn", choices=QuotaRounding)
    diem = NumberField(label="Điểm tối thiểu")
    chia = forms.ChoiceField(label="Chia cho các cụm", choices=Sharing)
    quy_mo = BandsField(
        label="Số suất theo quy mô", help_text="Khi chia cố định: đến 10: 1; đến 20: 2; còn lại: 3."
    )
    ngang_nhau = forms.ChoiceField(label="Khi ngang nhau", choices=EqualMerit)

    FIELDS = {
        "number": "so_luong",
        "percent": "ty_le",
        "percent_of": "cua",
        "rounding": "lam_tron",
        "minimum_points": "diem",
        "sharing": "chia",
        "bands": "quy_mo",
        "equal_merit": "ngang_nhau",
    }

    def __init__(self, data=None, *, quota: ProposalQuota, plan) -> None:
        initial = {field: getattr(quota, name) for name, field in self.FIELDS.items()}
        if quota.number is not None:
            initial["so_luong"] = str(quota.number)
        super().__init__(data, initial=initial)
        self.quota, self.plan = quota, plan
        if quota.rule and quota.rule.minimum_points:
            least = vietnamese(quota.rule.minimum_points)
            self.fields[
                "diem"
            ].help_text = f"Quy định của hình thức: từ {least} điểm; lấy mức cao hơn."
        if quota.nested_in_id is None:
            choices = [pair for pair in PercentOf.choices if pair[0] != PercentOf.PARENT]
            self.fields["cua"].choices = choices
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
            if is_choice:
                field.error_messages["invalid_choice"] = "Hãy chọn một trong các cách đã cho."

    def clean_so_luong(self) -> int | None:
        number = self.cleaned_data["so_luong"]
        if number is not None and (number != int(number) or abs(number) > 1_000_000):
            raise forms.ValidationError("Số lượng là số nguyên, không quá 1.000.000.")
        return None if number is None else int(number)

    def clean(self) -> None:
        if self.errors:
            return
        tried = ProposalQuota(
            award_type=self.quota.award_type, subject=self.quota.subject, **self.changes
        )
        try:
            quotas.check_terms(tried, self.plan)
        except DomainError as error:
            self.add_error(self.FIELDS.get(error.field), error.message)

    @property
    def changes(self) -> dict:
        values = {name: self.cleaned_data[field] for name, field in self.FIELDS.items()}
        values["minimum_points"] = values["minimum_points"] or Decimal(0)
        if values["sharing"] != Sharing.BANDS:
            values["bands"] = []
        return values
