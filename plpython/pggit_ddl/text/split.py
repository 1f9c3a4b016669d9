"""Tokens into statements, where psql would cut them."""

EDGES = frozenset((";", "(", ")", "atomic", ""))  # words that may matter here ('' may be a command of psql)


def split(tokens):
    """Yield each statement as the list of its tokens (blanks and comments left out before), without its semicolon.

    A semicolon inside parentheses (CREATE RULE ... DO (a; b)) or a BEGIN ATOMIC body does not end a statement.
    """
    current, depth, atomic = [], 0, 0
    for token in tokens:
        word = token.word
        if word not in EDGES and not atomic:
            current.append(token)
            continue
        if word == ";" and not depth and not atomic:
            if current:
                yield current
                current = []
            continue
        current.append(token)
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= depth > 0
        elif token.kind == "meta":
            yield current
            current, depth, atomic = [], 0, 0
        elif not depth and (atomic or word == "atomic"):
            atomic = atomic_depth(current, word, atomic)
    if current:
        yield current


def atomic_depth(current, word, atomic):
    """How deep in BEGIN ATOMIC ... END we are after a word; CASE ... END nests in it."""
    if atomic:
        return atomic + (word == "case") - (word == "end")
    lead = [token.word for token in current[:4]]
    routine = lead[1:2] if lead[1:3] != ["or", "replace"] else lead[3:4]
    return int(lead[0] == "create" and routine in (["function"], ["procedure"]) and current[-2].word == "begin")
