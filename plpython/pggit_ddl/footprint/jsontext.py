"""JSON text, without the import of json, which brings re along."""

from .row import Row


def refuse(value):
    """Called by the encoder for what JSON has no form for."""
    raise TypeError("no JSON for a " + type(value).__name__)


try:
    from _json import encode_basestring_ascii as quoted
    from _json import make_encoder

    # As json.dumps calls it: markers, default, encoder, indent, separators, sort_keys, skipkeys, allow_nan.
    encode = make_encoder(None, refuse, quoted, None, ": ", ", ", False, False, False)
except ImportError:  # of another Python than CPython
    import json

    quoted = json.dumps

    def encode(value, _):
        """The parts of what json.dumps returns."""
        return [json.dumps(value)]

# A row's fields as jsonb orders them, by length first, which spares it the sorting.
ROW = "{" + ", ".join(['"%s": %%s' % field for field in sorted(Row._fields, key=lambda each: (len(each), each))]) + "}"


def to_json(value, **rows):
    """What json.dumps returns; of a dict, with rows of a footprint as objects under further keys."""
    if rows:
        more = [', "%s": [%s]' % (key, objects(each)) for key, each in rows.items()]
        return to_json(value)[:-1] + "".join(more) + "}"
    return "".join(encode(value, 0))


def objects(rows):
    """Rows as objects: as of row._asdict(), which takes longer."""
    return ", ".join([
        ROW % (quoted(key), quoted(action), "".join(encode(detail, 0)), quoted(kind), quoted(name),
               "null" if parent is None else quoted(parent), statement_no)
        for statement_no, kind, name, parent, action, detail, key in rows])
