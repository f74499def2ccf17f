"""What goes with an award in đồng: coefficient times base salary, and which of several are paid.

Decree 152/2025/NĐ-CP, Art. 49. Knows no table; everything is exact, no float anywhere.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.numbers import vietnamese

ROUNDED_UP_TO = 10_000  # đồng; Decree 152/2025/NĐ-CP, Art. 49


@dataclass(frozen=True)
class Reward:
    """One award as far as money is concerned.

    `recipient` None: nobody known to have other awards. `achievement` tells achievements of one
    `period` (a year) apart. `full` is đồng by its own coefficient, `paid` what was paid already.
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
    """What is paid, in đồng, and why not all of it."""

    amount: int
    note: str = ""


def product_of(coefficient: Decimal, base_salary: int) -> Decimal:
    return coefficient * base_salary


def amount_of(coefficient: Decimal, base_salary: int) -> int:
    """Đồng, rounded up to the next 10.000 (Art. 49); `base_salary` of the decision's day."""
    exact = product_of(coefficient, base_salary)
    steps = int(exact // ROUNDED_UP_TO)
    return (steps + (exact % ROUNDED_UP_TO > 0)) * ROUNDED_UP_TO


def in_words(coefficient: Decimal, base_salary: int, *, is_maximum: bool = False) -> str:
    """The arithmetic: `1,5 × 2.530.000 = 3.795.000, làm tròn lên 3.800.000 đ`."""
    exact, amount = product_of(coefficient, base_salary), amount_of(coefficient, base_salary)
    text = f"{vietnamese(coefficient)} × {vietnamese(base_salary)} = {vietnamese(exact)}"
    text += f", làm tròn lên {vietnamese(amount)} đ" if exact != amount else " đ"
    return f"{text} (mức tối đa)" if is_maximum else text


def payments(new: Iterable[Reward], before: Iterable[Reward] = ()) -> dict[Hashable, Payment]:
    """What is paid for each of `new`, by key; `before` are the recipients' earlier awards in force.

    Several titles of one period: only the highest; titles of different periods: each;
    commendations for different achievements: each; a title and a commendation: both (Art. 49). One
    achievement has one commendation (Art. 4), so of several for the same one only the highest is
    paid.
    ASSUMPTION: where a lower one of the same group was paid before, the difference is paid.
    """
    new, before = list(new), list(before)
    answer = {reward.key: Payment(reward.full) for reward in new}
    groups: dict[Hashable, list[Reward]] = {}
    for reward in new:
        if reward.recipient is not None:
            groups.setdefault(_group_of(reward), []).append(reward)
    earlier: dict[Hashable, list[Reward]] = {}
    for reward in before:
        earlier.setdefault(_group_of(reward), []).append(reward)
    for group, rewards in groups.items():
        answer |= _within(rewards, earlier.get(group, []))
    return answer


def _group_of(reward: Reward) -> Hashable:
    """Awards of which one alone is paid."""
    of = "" if reward.is_title else reward.achievement
    return reward.recipient, reward.is_title, reward.period, of


def _within(rewards: list[Reward], earlier: list[Reward]) -> dict[Hashable, Payment]:
    paid = sum(reward.paid for reward in earlier)
    best = max(rewards, key=lambda reward: reward.full)  # the first of equals
    what = "danh hiệu" if best.is_title else "hình thức cho cùng thành tích"
    answer = {
        reward.key: Payment(0, f"Không chi: cùng kỳ chỉ chi {what} cao nhất ({best.name})")
        for reward in rewards
        if reward is not best
    }
    if not paid:
        return answer | {best.key: Payment(best.full)}
    rest = max(best.full - paid, 0)
    note = f"đã chi {vietnamese(paid)} đ cho {what} thấp hơn cùng kỳ, chi thêm phần chênh lệch"
    if rest == 0:
        note = f"Không chi: cùng kỳ đã chi {vietnamese(paid)} đ cho {what} bằng hoặc cao hơn"
    return answer | {best.key: Payment(rest, note)}
