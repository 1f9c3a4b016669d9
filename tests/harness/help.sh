#!/usr/bin/env bash
# help.sh 'TARGET...' MAKEFILE...: the targets and their comments in two parts, first those named, then the others.
set -euo pipefail
users=$1
shift
awk -v users="$users" '
# At most 80 columns, broken at blanks.
function show(name,    count, words, line, i) {
    line = sprintf("  make %-14s ", name)
    count = split(text[name], words, " ")
    for (i = 1; i <= count; i++) {
        if (length(line) + length(words[i]) > 79) { print line; line = sprintf("%21s ", "") }
        line = line (line ~ / $/ ? "" : " ") words[i]
    }
    print line
}
/^[a-z][a-z-]*:.*## / {
    name = $0; sub(/:.*/, "", name)
    if (!(name in text)) names[++found] = name
    # A long text takes several lines of the Makefile.
    line = $0; sub(/.*## /, "", line)
    text[name] = text[name] " " line
}
END {
    print "For users:"
    count = split(users, listed, " ")
    for (i = 1; i <= count; i++) { show(listed[i]); is_listed[listed[i]] = 1 }
    print ""
    print "  psql, install, uninstall and the commands from check to abandon act on the"
    print "  demo database, or on the one that DATABASE_URL names; shadow copies from it."
    print "  Values follow the target (make status INTENT=int_a87) or stand in the"
    print "  environment, where any text stays as it is. FORMAT=json prints JSON."
    print ""
    print "For developers:"
    for (i = 1; i <= found; i++) if (!(names[i] in is_listed)) show(names[i])
}' "$@"
