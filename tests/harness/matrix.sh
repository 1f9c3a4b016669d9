#!/usr/bin/env bash
# Runs the whole test suite on another release of Debian, with that release's PostgreSQL and Python, in a folder made by
# debootstrap from the mirror that this machine's apt uses: matrix.sh [release [server's version]]. Needs root.
# The folder is kept for the next run; everything mounted in it is gone when the run ends, however that is.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

release=${1:-trixie}
wanted=${2:-17}
folder=${MATRIX_FOLDER:-/var/tmp/pggit-matrix-$release-$wanted}
packages=postgresql-$wanted,postgresql-plpython3-$wanted,python3,python3-venv,git,make,pgbouncer,ca-certificates,procps

[ "$(id -u)" -eq 0 ] || fail "the other release's folder takes root" "sudo make test-matrix"
command -v debootstrap >/dev/null || fail "debootstrap is missing" "apt-get install debootstrap"
mirror=${MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' | head -n 1)}
[ -n "$mirror" ] || fail "this machine's apt knows no mirror of Debian" "MIRROR=<its address> names one"

if [ ! -e "$folder/complete" ]; then
    say "making $folder with debootstrap (PostgreSQL $wanted of Debian $release)"
    rm -rf --one-file-system "$folder"
    debootstrap --variant=minbase --include="$packages" "$release" "$folder" "$mirror" >"$folder.log" 2>&1 ||
        fail "debootstrap failed" "$(tail -n 5 "$folder.log")"
    # Sockets and packages of the outside are found under the names that they have here.
    cp -L /etc/hosts /etc/resolv.conf "$folder/etc/"
    touch "$folder/complete"
fi
cp -L /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/" 2>/dev/null || true
for file in /etc/pip.conf; do [ ! -e "$file" ] || cp -L "$file" "$folder$file"; done

# The tree as it is here, without what git ignores; the environment that was made there stays.
mkdir -p "$folder/src"
find "$folder/src" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -c) | tar -x -C "$folder/src"

# shellcheck disable=SC2016
exec unshare --mount --propagation private sh -c '
    mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
        mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm" || exit 1
    exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 PG_MAJOR="$2" \
        make --no-print-directory -C /src test "PYTEST_ARGS=$3"
' sh "$folder" "$wanted" "${PYTEST_ARGS:-}"
