"""Regular expressions, worked out beforehand if possible: importing re takes half as long as starting Python.

install.sql adds READY.update(worked_out()) to the compiled code of this module, written out; its source stays as it is.
"""

READY = {}  # pattern -> arguments of _sre.compile, as the very Python that reads this has worked them out
ASKED_FOR = []  # patterns


def regex(pattern):
    """What re.compile returns."""
    ASKED_FOR.append(pattern)
    ready = READY.get(pattern)
    if ready:
        import _sre
        return _sre.compile(*ready)
    import re
    return re.compile(pattern)


def worked_out():
    """What READY should hold for all that was asked for: what re.compile hands on."""
    import _sre
    import re

    compile_code, found = _sre.compile, {}

    def recorded(pattern, flags, code, groups, *names):
        # Some of the numbers are of classes of the compiler's own.
        found[pattern] = (pattern, int(flags), list(map(int, code)), groups, *names)
        return compile_code(pattern, flags, code, groups, *names)

    re.purge()
    _sre.compile = recorded
    try:
        for pattern in ASKED_FOR:
            re.compile(pattern)
    finally:
        _sre.compile = compile_code
    return found
