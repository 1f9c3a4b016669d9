#!/usr/bin/env bash
# Tries the first minutes on a Debian in which nothing is installed but make: bare.sh demo|test RELEASE...
# demo: `make stop`, `make psql` and `make demo`, in an order in which people come to them. test: `make test` after it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$harness/debian.sh"

need_debootstrap test-bare
part=$1
shift
for release in "$@"; do
    folder=/var/tmp/pggit-bare-$release
    make_system "$folder" "$release" make,ca-certificates
    copy_tree "$folder"
    say "$release: make stop; make psql; make demo"
    in_system "$folder" make --no-print-directory stop
    # There is nothing to open yet: it says so, and makes nothing that is in the way of what follows.
    if in_system "$folder" make --no-print-directory psql </dev/null; then fail "make psql has opened something"; fi
    in_system "$folder" make --no-print-directory demo >/dev/null
    in_system "$folder" sh -c 'make --no-print-directory start && make --no-print-directory list-intents' |
        grep -c 'int_' >/dev/null || fail "the demo left no intents"
    if [ "$part" = test ]; then
        say "$release: make test"
        in_system "$folder" make --no-print-directory test "PYTEST_ARGS=${PYTEST_ARGS:-}"
    fi
    rm -rf --one-file-system "$folder" "$folder.log"
done
