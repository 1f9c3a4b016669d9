"""The names by which others know what a change has renamed."""

from ..footprint.row import PARTS
from .touched_object import Identity, identify


class FormerNames:
    """What each new name stood for before the change."""

    def __init__(self):
        self._former = {}  # new name of a relation, or Identity of a part under its new name -> the former name
        self._known = set()  # the former names of relations
        self._made_here = set()  # identities of what the change makes itself

    def row_outside(self, row):
        """A row as others see it: after a RENAME the change uses the new name, which they do not know."""
        detail, action = row.detail or {}, row.action
        if not self._former and action != "rename":  # as for most rows
            if action == "create" and "renamed_from" not in detail:
                self._made_here.add(identify(row))
            return row
        is_part = row.object_kind in PARTS and row.parent_name is not None
        new = self._with_former_names(row, is_part) if self._former and "renamed_from" not in detail else row
        identity = identify(new)
        if action == "rename":
            self._rename(new, detail.get("new_name"), identity, is_part)
        elif action == "create":
            if "renamed_from" not in detail:
                self._made_here.add(identity)
            elif self._former.get(row.object_name) == row.object_name:
                return new  # it has got its old name back
            if not is_part and row.object_name in self._known:  # the old name now means something else
                for name in [name for name, former in self._former.items() if former == row.object_name]:
                    del self._former[name]
        if new is not row and identity not in self._made_here and "internal" in detail:
            new = new._replace(detail={key: value for key, value in detail.items() if key != "internal"})
        return new

    def is_back(self, row, identity):
        """Whether a row gives an object the name that others know it by."""
        place = identity if identity.kind in PARTS else row.object_name
        return self._former.get(place) == row.object_name

    def _with_former_names(self, row, is_part):
        """The row with the former names of its object and of that object's table."""
        new, parent, goes_on = row, self._former.get(row.parent_name), row.action in ("alter", "use")
        if parent is not None:
            new = row._replace(parent_name=parent, key="relation:" + parent if is_part else row.key)
        elif goes_on and not is_part and row.key.startswith("relation:"):
            name = self._former.get(row.object_name)
            new = row if name is None else row._replace(object_name=name, key="relation:" + name)
        if goes_on and is_part:
            name = self._former.get(Identity(new.key, row.object_kind, row.object_name))
            new = new if name is None else new._replace(object_name=name)
        return new

    def _rename(self, row, new_name, identity, is_part):
        """Remember what a new name stands for."""
        if identity in self._made_here:
            self._made_here.add(
                Identity(row.key, row.object_kind, new_name) if is_part else Identity("relation:" + str(new_name)))
        elif is_part:
            self._former[identity._replace(name=new_name)] = self._former.get(identity, row.object_name)
        elif row.key.startswith("relation:") and (
                row.object_name in self._former or not (row.detail or {}).get("internal")):
            self._former[new_name] = self._former.get(row.object_name, row.object_name)
            self._known.add(self._former[new_name])
