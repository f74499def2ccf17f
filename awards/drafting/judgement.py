"""A judgement: the result of judging every line by some terms, and reads of it."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ..models import NEEDS_DECISION, Outcome, Reason
from .judging import placed
from .terms import Terms


@dataclass(frozen=True)
class GroupOfLines:
    """A group that shares a quota, with its eligible lines in the order of their places.

    `key` is (cluster id, list), (None, "") for one list; `places` are parallel to `line_ids`.
    """

    key: Hashable
    size: int
    line_ids: list[int]
    places: list[int]

    @property
    def eligible(self) -> int:
        return len(self.line_ids)


@dataclass(frozen=True)
class JudgedLine:
    """The content of a proposal line; `group` is the key of its group."""

    group: Hashable
    place: int | None
    reasons: list[str]
    facts: dict[str, Any]
    outcome: str


@dataclass(frozen=True)
class Judgement:
    """All lines of `terms`: judged again by each method, or once and kept in a `table`."""

    terms: Terms
    table: str = ""

    def groups(self) -> list[GroupOfLines]:
        """The groups of the terms' lists, by cluster and list. 1 query."""
        select, values = self._rows()
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT group_cluster, group_list, count(*),
                    array_agg(line_id ORDER BY place, line_id) FILTER (WHERE is_fit),
                    array_agg(place ORDER BY place, line_id) FILTER (WHERE is_fit)
                FROM ({select}) placed GROUP BY 1, 2 ORDER BY 1, 2
                """,
                values,
            )
            return [
                GroupOfLines((cluster or None, list_name), size, ids or [], places or [])
                for cluster, list_name, size, ids, places in cursor.fetchall()
            ]

    def lines(self, proposed: list[int], tied: list[int], ids: list[int]) -> dict[int, JudgedLine]:
        """The lines with these ids as drafting would write them, by id. 1 query."""
        select, values = self._rows(facts_of=ids)
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT line_id, group_cluster, group_list, place, reasons, facts, {_OUTCOME}
                FROM ({select}) placed WHERE line_id = ANY(%(ids)s::bigint[])
                """,
                values | _decided(proposed, tied) | {"ids": ids},
            )
            return {
                pk: JudgedLine((cluster or None, list_name), place, reasons, _read(facts), outcome)
                for pk, cluster, list_name, place, reasons, facts, outcome in cursor.fetchall()
            }

    def write(self, quota_id: int, proposed: list[int], tied: list[int]) -> None:
        """Insert a proposal line for every judged line into the shares of a quota. 1 statement."""
        select, values = self._rows()
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO awards_proposalline
                    (proposal_id, share_id, ranking_line_id, eligible_place, reasons, facts,
                        outcome)
                SELECT q.proposal_id, s.id, line_id, place, reasons, facts, {_OUTCOME}
                FROM ({select}) placed
                JOIN awards_quotashare s ON s.quota_id = %(quota)s
                    AND COALESCE(s.cluster_id, 0) = group_cluster AND s.list = group_list
                JOIN awards_proposalquota q ON q.id = s.quota_id
                """,
                values | _decided(proposed, tied) | {"quota": quota_id},
            )

    def _rows(self, facts_of: list[int] | None = None) -> tuple[str, dict[str, Any]]:
        return (f"SELECT * FROM {self.table}", {}) if self.table else placed(self.terms, facts_of)


def judge_once(terms: Terms, table: str) -> Judgement:
    """Judge the lines into a temporary table of that name, dropped with the transaction."""
    select, values = placed(terms)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {select}", values)
    return Judgement(terms, table)


def _read(facts: str | dict) -> dict[str, Any]:
    return json.loads(facts) if isinstance(facts, str) else facts


def _decided(proposed: list[int], tied: list[int]) -> dict[str, Any]:
    undecided = [reason.value for reason in NEEDS_DECISION]
    return {"proposed": proposed, "tied": tied, "undecided": undecided}


_OUTCOME = f"""CASE
    WHEN is_taken THEN '{Outcome.HIGHER_AWARD.value}'
    WHEN '{Reason.UNREGISTERED.value}' = ANY(reasons) THEN '{Outcome.UNREGISTERED.value}'
    WHEN is_fit AND line_id = ANY(%(proposed)s::bigint[]) THEN '{Outcome.PROPOSED.value}'
    WHEN is_fit AND line_id = ANY(%(tied)s::bigint[]) THEN '{Outcome.TIED.value}'
    WHEN is_fit THEN '{Outcome.OVER_QUOTA.value}'
    WHEN reasons <@ %(undecided)s::text[] THEN '{Outcome.NEEDS_DECISION.value}'
    ELSE '{Outcome.NOT_ELIGIBLE.value}' END"""
