# Sourced: other releases of Debian in a folder made by debootstrap, from the mirror that this machine's apt uses.

# cannot MESSAGE ADVICE: no such system can be had here, which is no failure of what it was to show.
cannot() {
    (fail "$@") || exit 77
}

# need_debootstrap TARGET: ends with status 77 where a system cannot be made.
need_debootstrap() {
    [ "$(id -u)" -eq 0 ] || cannot "a Debian in a folder takes root" "sudo make $1"
    command -v debootstrap >/dev/null || cannot "debootstrap is missing" "apt-get install debootstrap"
    unshare --mount --pid --fork true 2>/dev/null || cannot "this machine gives no namespaces" "try another one"
    mirror=${MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' | head -n 1)}
    [ -n "$mirror" ] || cannot "this machine's apt knows no mirror of Debian" "MIRROR=<its address> names one"
}

# make_system FOLDER RELEASE PACKAGES: only what the release's base and these packages have, PACKAGES with commas.
make_system() {
    say "making $1 with debootstrap (Debian $2 with $3)"
    rm -rf --one-file-system "$1"
    debootstrap --variant=minbase --include="$3" "$2" "$1" "$mirror" >"$1.log" 2>&1 ||
        fail "debootstrap failed" "$(tail -n 5 "$1.log")"
    # Sockets and packages of the outside are found under the names that they have here.
    cp -L /etc/hosts /etc/resolv.conf "$1/etc/"
}

# copy_tree FOLDER: the tree as it is here, without what git ignores, as /src; an environment made there stays.
copy_tree() {
    mkdir -p "$1/src"
    find "$1/src" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
    (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -c) | tar -x -C "$1/src"
    mkdir -p "$1/etc/ssl/certs"
    cp -L /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/" 2>/dev/null || true
    if [ -e /etc/pip.conf ]; then cp -L /etc/pip.conf "$1/etc/pip.conf"; fi
}

# in_system FOLDER COMMAND...: as root in /src; everything that it mounts or leaves running ends with it.
in_system() {
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child --propagation private sh -c '
        folder=$1
        shift
        mount -t proc proc "$folder/proc" && mount --rbind /dev "$folder/dev" &&
            mount -t tmpfs -o mode=1777 tmpfs "$folder/dev/shm" || exit 1
        exec chroot "$folder" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
            sh -c '\''cd /src && exec "$@"'\'' sh "$@"
    ' sh "$@"
}
