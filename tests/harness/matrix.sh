#!/usr/bin/env bash
# Runs the whole test suite on another release of Debian, with that release's PostgreSQL and Python: matrix.sh [release
# [server's version]]. The folder is kept for the next run.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$harness/debian.sh"

release=${1:-trixie}
wanted=${2:-17}
folder=${MATRIX_FOLDER:-/var/tmp/pggit-matrix-$release-$wanted}
packages=postgresql-$wanted,postgresql-plpython3-$wanted,python3,python3-venv,git,make,pgbouncer,ca-certificates,procps

need_debootstrap test-matrix
if [ ! -e "$folder/complete" ]; then
    make_system "$folder" "$release" "$packages"
    touch "$folder/complete"
fi
copy_tree "$folder"
in_system "$folder" env PG_MAJOR="$wanted" make --no-print-directory test "PYTEST_ARGS=${PYTEST_ARGS:-}"
