"""Money of an award in đồng: coefficient times base salary, and which of several are paid.

Decree 152/2025/NĐ-CP, Art. 49. Reads no table; exact arithmetic without floats.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.numbers import vietnamese

ROUNDED_UP_TO = 10_000  # đồng; Decree 152/2025/NĐ-CP, Art. 49


@dataclass(frozen=True)
class RewardTerms:
    """What an award type is worth on a day; `coefficient` None: the catalogue has none."""

    coefficient: Decimal | None
    is_maximum: bool
    paid_from: str


@dataclass(frozen=True)
class Reward:
    """The money side of one award.

    `recipient` None: unknown to the system, so other awards are not considered. `achievement`
    distinguishes achievements within one `period` (a year). `full` is đồng by its own coefficient,
    `paid` what was paid already.
    """

    key: Hashable
    recipient: Hashable | None
    is_title: bool
    period: int
    achievement: str
    full: int
    name: str = ""
    paid: int = 0


@dataclass(frozen=True)
class Payment:
    """The amount paid in đồng, and why it is less than the full amount."""

    amount: int
    note: str = ""


def amount_of(coefficient: Decimal, base_salary: int) -> int:
    """Đồng, rounded up to the next 10.000 (Art. 49); `base_salary` of the decision's day."""
    exact = coefficient * base_salary
    steps = int(exact // ROUNDED_UP_TO)
    return (steps + (exact % ROUNDED_UP_TO > 0)) * ROUNDED_UP_TO


def in_words(coefficient: Decimal, base_salary: int, *, is_maximum: bool = False) -> str:
    """The arithmetic in words: `1,5 × 2.530.000 = 3.795.000, làm tròn lên 3.800.000 đ`."""
    exact, amount = coefficient * base_salary, amount_of(coefficient, base_salary)
    text = f"{vietnamese(coefficient)} × {vietnamese(base_salary)} = {vietnamese(exact)}"
    text += f", làm tròn lên {vietnamese(amount)} đ" if exact != amount else " đ"
    return f"{text} (mức tối đa)" if is_maximum else text


def payments(new: Iterable[Reward], before: Iterable[Reward] = ()) -> dict[Hashable, Payment]:
    """Payment for each of `new`, by key; `before` are earlier awards in force of the recipients.

    Several titles of one period: only the highest; titles of different periods: each;
    commendations for different achievements: each; a title and a commendation: both (Art. 49). One
    achievement has one commendation (Art. 4), so of several for the same one only the highest is
    paid.
    ASSUMPTION: if a lower one of the same group was paid before, the difference is paid.
    """
    new, before = list(new), list(before)
    payment_by_key = {reward.key: Payment(reward.full) for reward in new}
    groups: dict[Hashable, list[Reward]] = {}
    for reward in new:
        if reward.recipient is not None:
            groups.setdefault(_group_of(reward), []).append(reward)
    earlier: dict[Hashable, list[Reward]] = {}
    for reward in before:
        earlier.setdefault(_group_of(reward), []).append(reward)
    for group, rewards in groups.items():
        payment_by_key |= _payments_in_group(rewards, earlier.get(group, []))
    return payment_by_key


def _group_of(reward: Reward) -> Hashable:
    """Key of the awards of which only the highest is paid."""
    achievement = "" if reward.is_title else reward.achievement
    return reward.recipient, reward.is_title, reward.period, achievement


def _payments_in_group(rewards: list[Reward], earlier: list[Reward]) -> dict[Hashable, Payment]:
    paid = sum(reward.paid for reward in earlier)
    best = max(rewards, key=lambda reward: reward.full)  # the first of equals
    what = "danh hiệu" if best.is_title else "hình thức cho cùng thành tích"
    payment_by_key = {
        reward.key: Payment(0, f"Không chi: cùng kỳ chỉ chi {what} cao nhất ({best.name})")
        for reward in rewards
        if reward is not best
    }
    if not paid:
        return payment_by_key | {best.key: Payment(best.full)}
    rest = max(best.full - paid, 0)
    note = f"đã chi {vietnamese(paid)} đ cho {what} thấp hơn cùng kỳ, chi thêm phần chênh lệch"
    if rest == 0:
        note = f"Không chi: cùng kỳ đã chi {vietnamese(paid)} đ cho {what} bằng hoặc cao hơn"
    return payment_by_key | {best.key: Payment(rest, note)}
