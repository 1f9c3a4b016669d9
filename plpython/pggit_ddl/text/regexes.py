"""Regular expressions, worked out beforehand if possible: importing re takes half as long as starting Python."""

READY = {}  # pattern -> arguments of _sre.compile, as the very Python that reads this has worked them out


def regex(pattern):
    """What re.compile returns."""
    ready = READY.get(pattern)
    if ready:
        import _sre
        return _sre.compile(*ready)
    import re
    return re.compile(pattern)
