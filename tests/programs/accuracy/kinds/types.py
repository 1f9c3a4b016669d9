"""Types: enums, composites, domains, ranges, and columns that have them."""

from programs.accuracy.draw import Impossible
from programs.accuracy.kinds.kind import comma, kind, label, not_partition


def of_type(d, letter):
    """Choose a type that is there, one that the pair's tables use mostly."""
    return d.near([t for t in d.catalog.types if t.kind == letter], lambda t: t.used_by)


@kind("CREATE TYPE ENUM", 20)
def create_enum(d):
    """An enum, made in the usual ways."""
    name, values = d.invent("state", "visibility", "stage", "phase"), d.one(["'on', 'off'", "'on', 'off', 'paused'"])
    made = f"CREATE TYPE {name} AS ENUM ({values})"
    return [d.one([made, made, f"DO $$ BEGIN {made}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"])]


@kind("ALTER TYPE ADD VALUE", 16)
def add_value(d):
    """One more value."""
    found = of_type(d, "e")
    d.once("enum", found.name)
    place = d.one(["", "", f" AFTER {label(d.usual(found.labels))}", f" BEFORE {label(d.usual(found.labels))}"])
    new = label(d.one(["archived", "deleted", "paused"]))
    return [f"ALTER TYPE {found.name} ADD VALUE {d.maybe('IF NOT EXISTS ')}{new}{place}"]


@kind("ALTER TYPE RENAME VALUE", 2)
def rename_value(d):
    """A value gets another name."""
    found = of_type(d, "e")
    d.once("enum", found.name)
    new = label(d.one(["renamed", "archived"]))
    return [f"ALTER TYPE {found.name} RENAME VALUE {label(d.usual(found.labels))} TO {new}"]


@kind("ALTER TYPE RENAME", 3)
def rename_type(d):
    """A type gets another name."""
    found = of_type(d, d.one("ecd"))
    d.lose(found.name)
    new = d.catalog.quoted(found.plain + "_old")
    return [f"ALTER {'DOMAIN' if found.kind == 'd' else 'TYPE'} {found.name} RENAME TO {new}"]


@kind("enum rebuilt by rename", 5)
def rebuild_enum(d):
    """An enum is renamed, made anew, and its columns moved."""
    found = of_type(d, "e")
    d.lose(found.name)
    old = d.catalog.beside(found, found.plain + "_old")
    columns = [(t, c) for t in d.catalog.tables for c in t.columns if c.type == found.name and not t.partition]
    if any(c.generated or not d.left(t.name) for t, c in columns):
        raise Impossible
    statements = [f"ALTER TYPE {found.name} RENAME TO {d.catalog.quoted(found.plain + '_old')}"]
    statements.append(
        f"CREATE TYPE {found.name} AS ENUM ({comma(map(label, [*found.labels, d.one(['extra', 'other'])]))})"
    )
    for table, column in columns:
        if column.default:
            statements.append(f"ALTER TABLE {table.name} ALTER COLUMN {column.name} DROP DEFAULT")
        statements.append(
            f"ALTER TABLE {table.name} ALTER COLUMN {column.name} TYPE {found.name}"
            f" USING {column.name}::text::{found.name}"
        )
    return [*statements, f"DROP TYPE {old}"]


@kind("DROP TYPE", 9)
def drop_type(d):
    """A type goes."""
    found = of_type(d, d.one("ecdr"))
    d.lose(found.name)
    cascade = d.maybe(" CASCADE", 0.7 if found.used_by else 0.2)
    return [f"DROP {'DOMAIN' if found.kind == 'd' else 'TYPE'} {d.maybe('IF EXISTS ')}{found.name}{cascade}"]


@kind("ADD COLUMN of an own type", 10)
def add_typed_column(d):
    """A column of a type that is there."""
    table, found = d.table("rp", not_partition), of_type(d, d.one("ecd"))
    return [f"ALTER TABLE {table.name} ADD COLUMN {d.invent_column(table, 'mode', 'level')} {found.name}"]


@kind("CREATE TYPE composite")
def create_composite(d):
    """A composite type."""
    return [
        f"CREATE TYPE {d.invent('address', 'contact', 'person_name')} AS (street text{d.maybe(', city text', 0.5)})"
    ]


@kind("ALTER TYPE attributes")
def alter_composite(d):
    """A composite type's attributes."""
    found = of_type(d, "c")
    d.once("composite", found.name)
    attribute = d.usual(found.attributes)
    return [
        f"ALTER TYPE {found.name} "
        + d.one(
            [
                "ADD ATTRIBUTE zip text",
                "ADD ATTRIBUTE zip integer",
                f"DROP ATTRIBUTE {attribute.name}",
                f"RENAME ATTRIBUTE {attribute.name} TO renamed",
            ]
        )
    ]


@kind("CREATE DOMAIN")
def create_domain(d):
    """A domain."""
    name = d.invent("email_address", "web_address", "short_text")
    return [f"CREATE DOMAIN {name} AS text CHECK (VALUE {d.one(['LIKE', '~~*'])} '%@%')"]


@kind("ALTER DOMAIN")
def alter_domain(d):
    """A domain's default or checks."""
    found = of_type(d, "d")
    d.once("domain", found.name)
    choices = [
        "SET DEFAULT NULL",
        "SET NOT NULL",
        "DROP NOT NULL",
        "ADD CONSTRAINT short CHECK (VALUE IS NOT NULL) NOT VALID",
        "ADD CHECK (VALUE IS NOT NULL) NOT VALID",
    ]
    choices += [f"DROP CONSTRAINT {check}" for check in found.checks]
    return [f"ALTER DOMAIN {found.name} {d.one(choices)}"]


@kind("CREATE TYPE RANGE")
def create_range(d):
    """A range type."""
    name = d.invent("float_range", "price_range", "span")
    return [f"CREATE TYPE {name} AS RANGE (SUBTYPE = {d.one(['float8', 'numeric'])})"]


@kind("type used, and changed", 5)
def change_used_type(d):
    """A composite type, enum or domain that columns may have."""
    found = of_type(d, d.one("cde"))
    d.lose(found.name)
    table = d.table("r", not_partition)
    use = f"ALTER TABLE {table.name} ADD COLUMN {d.one(['typed', 'other_typed'])} {found.name}"
    choices = [use, f"CREATE TABLE {d.one(['typed_rows', 'more_rows'])} (id bigint, v {found.name})",
               f"CREATE FUNCTION takes_it(v {found.name}) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$"]  # fmt: skip
    if found.kind == "c" and found.attributes:
        attribute = d.one(found.attributes).name
        choices += [
            f"ALTER TYPE {found.name} ALTER ATTRIBUTE {attribute} TYPE varchar(77)",
            f"ALTER TYPE {found.name} DROP ATTRIBUTE {attribute}", f"ALTER TYPE {found.name} ADD ATTRIBUTE zip text",
            f"ALTER TYPE {found.name} RENAME ATTRIBUTE {attribute} TO renamed",
            f"ALTER TYPE {found.name} ADD ATTRIBUTE zip text CASCADE",
        ]  # fmt: skip
    if found.kind == "d":
        choices += [f"ALTER DOMAIN {found.name} DROP CONSTRAINT {check}" for check in found.checks]
        choices += [f"ALTER DOMAIN {found.name} RENAME CONSTRAINT {check} TO renamed_check" for check in found.checks]
        choices += [f"ALTER DOMAIN {found.name} ADD CONSTRAINT renamed_check CHECK (VALUE IS NOT NULL)",
                    f"DROP DOMAIN {found.name}", f"DROP DOMAIN {found.name} CASCADE"]  # fmt: skip
    if found.kind == "e":
        choices += [f"DROP TYPE {found.name}", f"DROP TYPE {found.name} CASCADE",
                    f"ALTER TYPE {found.name} RENAME VALUE {label(d.one(found.labels))} TO 'renamed'"]  # fmt: skip
    return [d.one(choices)]
