"""Forms of pledges: for one entry, for many received on paper, and to return one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from django import forms

from core.errors import DomainError
from core.forms import ServiceForm

from ..models import Criterion, Entry, Section
from ..pledge_content import LateApproval, PledgeContent
from ..rules import (
    FOREIGN_TARGET,
    LATE_APPROVER_MISSING,
    LATE_REASON_MISSING,
    RETURN_REASON_MISSING,
)
from ..scorecards.targets import (
    Target,
    TargetKind,
    target_problem,
    unit_of,
)
from ..services.pledges import StalePledgeError, TargetsError
from .numbers import NumberField


@dataclass(frozen=True)
class PledgeRow:
    """A node with the fields of a leaf; `section` is the heading above it, if any."""

    node: Criterion
    depth: int
    section: str
    fields: list


class PledgeForm(ServiceForm):
    """The pledge of one entry: a number and words for each leaf, a commitment.

    `before` is the content on the server; `takes_late` asks who allowed it to be late, and why.
    """

    title = forms.CharField(
        label="Danh hiệu, hình thức khen thưởng phấn đấu (nếu có)",
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "placeholder": "Ví dụ: Tập thể lao động xuất sắc",
                "autocomplete": "off",
            }
        ),
    )
    commitment = forms.CharField(
        label="Nội dung cam kết",
        max_length=4000,
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "class": "form-control",
                "placeholder": "Việc sẽ làm để đạt các chỉ tiêu trên.",
            }
        ),
        error_messages={
            "max_length": "Nội dung dài tối đa %(limit_value)d ký tự (đang có %(show_value)d).",
        },
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args,
        nodes: Iterable[Criterion],
        before: PledgeContent,
        takes_late: bool = False,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.nodes, self.before, self.takes_late = list(nodes), before, takes_late
        self.leaves = [node for node in self.nodes if node.is_leaf]
        self.initial |= {"title": before.title, "commitment": before.commitment}
        self.initial |= {"token": uuid4(), "seen": before.seen}
        for leaf in self.leaves:
            self._add_leaf(leaf, before.targets.get(leaf.pk, Target()))
        if takes_late:
            self._add_late_fields()

    def _add_leaf(self, leaf: Criterion, target: Target) -> None:
        if field := _number_field(leaf):
            field.initial = target.number
            self.fields[f"number_{leaf.pk}"] = field
        self.fields[f"text_{leaf.pk}"] = forms.CharField(
            label="Ghi bằng lời" if field is None else "Ghi thêm bằng lời",
            required=False,
            max_length=300,
            initial=target.text,
            widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            error_messages={"max_length": "Dài tối đa %(limit_value)d ký tự."},
        )

    def _add_late_fields(self) -> None:
        approver = "Người cho phép nhận muộn (họ tên, chức vụ)"
        for name, label, longest, missing in (
            ("late_allowed_by", approver, 200, LATE_APPROVER_MISSING),
            ("late_reason", "Lý do nhận muộn (được lưu lại)", 1000, LATE_REASON_MISSING),
        ):
            self.fields[name] = forms.CharField(
                label=label,
                max_length=longest,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                error_messages={"required": missing},
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        for leaf in self.leaves:
            if problem := target_problem(leaf, self._target(leaf)):
                number = f"number_{leaf.pk}"
                self.add_error(number if number in self.fields else f"text_{leaf.pk}", problem)
        foreign = [n for n in self.data if n.startswith(("number_", "text_"))]
        if any(name not in self.fields for name in foreign):
            self.add_error(None, f"{FOREIGN_TARGET} Hãy tải lại trang.")
        return cleaned

    def _target(self, leaf: Criterion) -> Target:
        data = self.cleaned_data
        text = (data.get(f"text_{leaf.pk}") or "").strip()
        return Target(data.get(f"number_{leaf.pk}"), text)

    def content(self) -> PledgeContent:
        """The typed content; for invalid fields, the value on the server."""
        wrong = {name.partition("_")[2] for name in self.errors}
        targets = {
            leaf.pk: self.before.targets.get(leaf.pk, Target())
            if str(leaf.pk) in wrong
            else self._target(leaf)
            for leaf in self.leaves
        }
        data = self.cleaned_data
        return PledgeContent(
            targets,
            data.get("commitment", self.before.commitment),
            data.get("title", self.before.title),
            token=data.get("token") or uuid4(),
            seen=data.get("seen"),
        )

    def late(self) -> LateApproval | None:
        if not self.takes_late:
            return None
        data = self.cleaned_data
        return LateApproval(data.get("late_allowed_by", ""), data.get("late_reason", ""))

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, TargetsError):
            for pk, message in error.problems.items():
                self.add_error(f"text_{pk}", message)
            return
        super().refuse(error)
        if isinstance(error, StalePledgeError):  # the next click may replace the newer version
            self.data = self.data.copy()
            self.data["seen"] = error.token

    def rows(self) -> list[PledgeRow]:
        """The scorecard in reading order, with the fields of its leaves."""
        depth: dict[int | None, int] = {None: -1}
        rows, section = [], Section.BASE
        for node in self.nodes:
            depth[node.pk] = depth[node.parent_id] + 1
            begins = Section(node.section).label if node.section != section else ""
            names = (f"number_{node.pk}", f"text_{node.pk}") if node.is_leaf else ()
            fields = [self[name] for name in names if name in self.fields]
            rows.append(PledgeRow(node, depth[node.pk], begins, fields))
            section = node.section
        return rows

    def late_fields(self) -> list:
        names = ("late_allowed_by", "late_reason") if self.takes_late else ()
        return [self[name] for name in names]


def _number_field(leaf: Criterion) -> forms.Field | None:
    kind = leaf.rule.target_kind
    if kind is TargetKind.WORDS:
        return None
    if kind is TargetKind.LEVEL:
        levels = enumerate(leaf.rule.level_names, start=1)
        return forms.TypedChoiceField(
            label="Mức phấn đấu",
            choices=[("", "Chưa chọn"), *((str(number), name) for number, name in levels)],
            coerce=Decimal,
            empty_value=None,
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"invalid_choice": "Không có mức này."},
        )
    label = "Không quá" if leaf.rule.is_lower_better else "Chỉ tiêu"
    unit = unit_of(leaf)
    field = NumberField(label=f"{label} ({unit})" if unit else label)
    if kind is TargetKind.COUNT:
        field.widget.attrs["inputmode"] = "numeric"
    return field


class PaperPledgesForm(ServiceForm):
    """Commitments received on paper, one row per entry; empty rows are not recorded."""

    def __init__(self, *args, entries: Iterable[Entry], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        for entry in self.entries:
            self.fields[f"title_{entry.pk}"] = forms.CharField(
                label=f"Danh hiệu phấn đấu của {entry.name}",
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            )
            self.fields[f"commitment_{entry.pk}"] = forms.CharField(
                label=f"Nội dung cam kết của {entry.name}",
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )

    def clean(self) -> dict:
        values = super().clean()
        for entry in self.entries:
            title = values.get(f"title_{entry.pk}", "").strip()
            if title and not values.get(f"commitment_{entry.pk}", "").strip():
                self.add_error(f"commitment_{entry.pk}", "Hãy ghi nội dung cam kết.")
        if not self.errors and not any(
            values[f"commitment_{entry.pk}"].strip() for entry in self.entries
        ):
            raise forms.ValidationError("Chưa có dòng nào được ghi nội dung cam kết.")
        return values

    def rows(self) -> list[tuple]:
        """(entry, title field, commitment field) in the order of the page."""
        return [
            (entry, self[f"title_{entry.pk}"], self[f"commitment_{entry.pk}"])
            for entry in self.entries
        ]

    def service_arguments(self) -> dict:
        """The contents typed, by entry."""
        data = self.cleaned_data
        contents = {
            entry: PledgeContent(
                commitment=data[f"commitment_{entry.pk}"], title=data[f"title_{entry.pk}"]
            )
            for entry in self.entries
            if data[f"commitment_{entry.pk}"].strip()
        }
        return {"contents": contents}


class PledgeReturnForm(ServiceForm):
    """Why a registration is returned."""

    reason = forms.CharField(
        label="Lý do trả lại",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"required": RETURN_REASON_MISSING},
    )
