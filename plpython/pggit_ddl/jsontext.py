"""JSON text, without the import of json, which brings re along."""

try:
    from _json import encode_basestring_ascii, make_encoder
except ImportError:  # of another Python than CPython
    make_encoder = None


def refuse(value):
    """Called by the encoder for what JSON has no form for."""
    raise TypeError("no JSON for a " + type(value).__name__)


if make_encoder:
    # As json.dumps calls it: markers, default, encoder, indent, separators, sort_keys, skipkeys, allow_nan.
    encode = make_encoder(None, refuse, encode_basestring_ascii, None, ": ", ", ", False, False, False)


def to_json(value):
    """What json.dumps returns."""
    if make_encoder:
        return "".join(encode(value, 0))
    import json
    return json.dumps(value)
