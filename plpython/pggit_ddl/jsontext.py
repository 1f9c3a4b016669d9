"""JSON text, without the import of json, which brings re along."""

from .footprint import Row

try:
    from _json import encode_basestring_ascii as quoted
    from _json import make_encoder
except ImportError:  # of another Python than CPython
    make_encoder = None

    def quoted(text):
        """A string in JSON."""
        return to_json(text)


def refuse(value):
    """Called by the encoder for what JSON has no form for."""
    raise TypeError("no JSON for a " + type(value).__name__)


if make_encoder:
    # As json.dumps calls it: markers, default, encoder, indent, separators, sort_keys, skipkeys, allow_nan.
    encode = make_encoder(None, refuse, quoted, None, ": ", ", ", False, False, False)


ROW = "{" + ", ".join(['"%s": %%s' % field for field in Row._fields]) + "}"


def to_json(value, **rows):
    """What json.dumps returns; of a dict, with rows of a footprint as objects under further keys."""
    if rows:
        more = [', "%s": [%s]' % (key, ", ".join(map(row_text, each))) for key, each in rows.items()]
        return to_json(value)[:-1] + "".join(more) + "}"
    if make_encoder:
        return "".join(encode(value, 0))
    import json
    return json.dumps(value)


def row_text(row):
    """A row as an object: the same as of row._asdict(), which takes longer."""
    statement_no, kind, name, parent, action, detail, key = row
    parent = "null" if parent is None else quoted(parent)
    return ROW % (statement_no, quoted(kind), quoted(name), parent, quoted(action), to_json(detail), quoted(key))
