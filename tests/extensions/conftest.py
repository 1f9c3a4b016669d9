"""A team: a coordinator who logs in, with a schema for the functions of its own."""

import pytest
from psycopg import sql

from steps import call, one

DETECTOR = (
    "CREATE OR REPLACE FUNCTION team.{} (intent_a tb_pggit_intent, intent_b tb_pggit_intent)"
    " RETURNS SETOF pggit_conflict_report LANGUAGE {} {} AS {}"
)
SUGGESTER = (
    "CREATE OR REPLACE FUNCTION team.{} (conflict pggit_conflict_report, intent_a tb_pggit_intent,"
    " intent_b tb_pggit_intent) RETURNS SETOF text LANGUAGE {} {} AS {}"
)
# What a report has, in its order: a detector's body gives some of it, and the rest is null.
FIELDS = (
    "intent_a agent_a feature_a intent_b agent_b feature_b conflict_type affected_objects severity outcome apply_first"
    " suggestions metadata"
).split()


def report(**fields):
    """Return a body in SQL that reports this for every pair; values are SQL expressions."""
    fields = {"conflict_type": "'meeting'", "affected_objects": "'[\"here\"]'", **fields}
    types = {name: "jsonb" if name in ("affected_objects", "suggestions", "metadata") else "text" for name in FIELDS}
    return "SELECT " + ", ".join(f"({fields.get(name, 'NULL')})::{types[name]}" for name in FIELDS)


class Team:
    """A coordinator, lead, and what it makes in its schema."""

    def __init__(self, db, connect, login):
        self.db, self.connect = db, connect
        self.role = login(member_of=["pggit_coordinator"])
        self.lead = connect(user=self.role)
        db.execute(sql.SQL("CREATE SCHEMA team AUTHORIZATION {}").format(sql.Identifier(self.role)))
        self.lead.execute("GRANT USAGE ON SCHEMA team TO pggit_runner")
        one(self.lead, "pggit_add_conflict_type", conflict_type="meeting", severity="warning", description="They meet.")

    def function(self, name, body, language="sql", options="SECURITY DEFINER", kind=DETECTOR, by=None):
        """Make or replace a function of the team's."""
        (by or self.lead).execute(
            sql.SQL(kind).format(sql.Identifier(name), sql.SQL(language), sql.SQL(options), sql.Literal(body))
        )
        return f"team.{name}"

    def detector(self, name, body, language="sql", **more):
        """Make a function and add it as a detector of the same name."""
        function = self.function(name, body, language)
        return one(self.lead, "pggit_add_detector", name=name, function=function, **more)

    def suggester(self, name, body, language="sql", **more):
        """Make a function and add it as a suggester of the same name."""
        function = self.function(name, body, language, kind=SUGGESTER)
        return one(self.lead, "pggit_add_suggester", name=name, function=function, **more)

    def extensions(self, who):
        """Return the view's rows as somebody sees them, by name."""
        return {row["name"]: row for row in who.execute("SELECT * FROM v_pggit_extension").fetchall()}

    def check(self, agent, *ddl):
        """Return what registering this would find."""
        return call(
            self.db, "pggit_check_conflicts", agent_id=agent, feature_name=f"feature of {agent}", schema_changes=[*ddl]
        )


@pytest.fixture
def team(db, connect, login):
    """Return a team."""
    return Team(db, connect, login)
