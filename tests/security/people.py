"""People at work in one database: two agents bound to their ids, a coordinator, an auditor, each logged in."""

import pytest

from steps import one

AGENTS = {"a": "claude-a", "b": "claude-b"}


class People:
    """Connections by who it is: a, b (agents), coordinator, auditor; roles are their login roles."""

    def __init__(self, db, connect, login):
        self.db, self._connect = db, connect
        self.roles = {
            **{who: login(member_of=["pggit_agent"]) for who in AGENTS},
            "coordinator": login(member_of=["pggit_coordinator"]),
            "auditor": login(member_of=["pggit_auditor"]),
        }
        for who, agent_id in AGENTS.items():
            one(db, "pggit_bind_agent", role_name=self.roles[who], agent_id=agent_id)
        one(db, "pggit_set", name="agent_binding", value="on")
        for who, role in self.roles.items():
            setattr(self, who, connect(user=role))


@pytest.fixture
def bound(db, connect, login):
    """Return people in a database where agent ids are bound to roles."""
    return People(db, connect, login)


@pytest.fixture
def hidden(bound):
    """Return people in a database where row security is on too."""
    one(bound.coordinator, "pggit_set", name="row_security", value="on")
    return bound
