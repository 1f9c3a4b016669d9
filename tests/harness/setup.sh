#!/usr/bin/env bash
# Installs what is missing: setup.sh PART..., where PART is server, git, pgbouncer, plpgsql_check, python test,
# python lint or peer. It is quick when everything is there.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# ---- Packages -------------------------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# can_apt: is this Debian or Ubuntu, with the right to install?
can_apt() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

need_apt() {
    can_apt || fail "something is missing that only an administrator can install" "$@" \
        "(on Debian and Ubuntu this is done for you as root, or where sudo works without a password)"
}

# No grep -q behind a pipe anywhere: it leaves early, and pipefail takes the writer's SIGPIPE for a failure.
available() { [ -n "$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n '/^  Candidate: [^(]/p')" ]; }

updated=
refresh() {
    [ -z "$updated" ] || return 0
    say "apt-get update"
    as_root apt-get -qq update || say "apt-get update failed, going on with the lists that are there"
    updated=yes
}

# The packages' scripts would start every cluster of the distribution that is set to start by itself, and an update of
# the server's package would restart those that run. Both are somebody else's.
leave_services_alone() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get -qq -y --no-install-recommends --no-upgrade -o Dpkg::Use-Pty=0 install "$@" 2>&1
}

install() {
    local output
    say "installing $*"
    leave_services_alone
    if output=$(apt_install "$@"); then return; fi
    # Old lists name files that the mirror no longer has.
    if [ -z "$updated" ]; then
        refresh
        if output=$(apt_install "$@"); then return; fi
    fi
    fail "apt-get install failed" "$output"
}

# ---- PostgreSQL -----------------------------------------------------------------------------------------------------

# The newest major version of which apt has the server and PL/Python.
newest_in_apt() {
    local candidate
    for candidate in $(apt-cache search --names-only '^postgresql-[0-9]+$' |
        sed -E 's/^postgresql-([0-9]+).*/\1/' | sort -rn); do
        [ "$candidate" -ge "$oldest_major" ] && [ "${PG_MAJOR:-$candidate}" = "$candidate" ] || continue
        if available "postgresql-$candidate" && available "postgresql-plpython3-$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# The packages' default is a cluster of their own, started at once. Said before the server arrives, it makes none.
install_server() {
    local conf=/etc/postgresql-common/createcluster.conf wanted
    need_apt "install PostgreSQL ${PG_MAJOR:-$oldest_major or newer} with PL/Python 3:" \
        "Debian, Ubuntu: apt-get install postgresql postgresql-plpython3-NN" \
        "Fedora, RHEL:   dnf install postgresql-server postgresql-plpython3" \
        "elsewhere:      a server built with --with-python; PGBIN=<folder of its programs> if it is not found"
    refresh
    wanted=$(newest_in_apt) || fail "apt offers no PostgreSQL ${PG_MAJOR:-$oldest_major or newer} with PL/Python" \
        "add PostgreSQL's own repository: https://www.postgresql.org/download/linux/"
    [ -e "$conf" ] || install postgresql-common
    if ! grep -qE '^ *create_main_cluster *= *false' "$conf"; then
        say "setting create_main_cluster = false in $conf"
        as_root sed -i -E '/^#? *create_main_cluster *=/d' "$conf"
        echo 'create_main_cluster = false' | as_root tee -a "$conf" >/dev/null
    fi
    install "postgresql-$wanted" "postgresql-plpython3-$wanted"
    find_server
}

# add_package NAME: a companion of the server that is there, in the server's own version where apt still has it, so that
# the server stays as it is.
add_package() {
    local package=$1 version
    version=$(dpkg-query -W -f '${Version}' "postgresql-$major")
    if [ "$package" = "postgresql-plpython3-$major" ] &&
        [ -n "$(apt-cache madison "$package" | awk -v v="$version" '$3 == v')" ]; then
        install "$package=$version"
    else
        install "$package"
    fi
}

# Is the server that was found one of apt's?
from_apt() { dpkg-query -W "postgresql-$major" >/dev/null 2>&1 && [ "$bin" = "/usr/lib/postgresql/$major/bin" ]; }

setup_server() {
    find_server || install_server
    has_extension "$bin" "$major" plpython3u && return
    need_apt "install PL/Python 3 for PostgreSQL $major in $bin:" \
        "Debian, Ubuntu: apt-get install postgresql-plpython3-$major" "Fedora, RHEL: dnf install postgresql-plpython3"
    if from_apt; then
        available "postgresql-plpython3-$major" || refresh
        if available "postgresql-plpython3-$major"; then
            add_package "postgresql-plpython3-$major"
        else
            install_server
        fi
    else
        install_server
    fi
    has_extension "$bin" "$major" plpython3u || fail "PL/Python is still missing for PostgreSQL $major in $bin"
}

setup_plpgsql_check() {
    setup_server
    has_extension "$bin" "$major" plpgsql_check && return
    need_apt "install plpgsql_check for PostgreSQL $major in $bin:" \
        "Debian, Ubuntu: apt-get install postgresql-$major-plpgsql-check"
    available "postgresql-$major-plpgsql-check" || refresh
    add_package "postgresql-$major-plpgsql-check"
}

# The tests ask git whether it takes the names of branches.
setup_git() {
    command -v git >/dev/null && return
    need_apt "install git:" "Debian, Ubuntu: apt-get install git" "Fedora, RHEL: dnf install git"
    available git || refresh
    install git
}

# The tests look at the product from behind it. Without it they are skipped: it is no part of what people need.
setup_pgbouncer() {
    if PATH=$PATH:/usr/sbin:/usr/local/sbin command -v pgbouncer >/dev/null; then return; fi
    if ! can_apt; then
        say "pgbouncer is missing: what is tested behind it is skipped"
        return
    fi
    available pgbouncer || refresh
    install pgbouncer
}

# ---- Python ---------------------------------------------------------------------------------------------------------

# A Python from 3.9 on that can make an environment. PATH's own first, then the distribution's.
find_python() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null && return
    done
    return 1
}

# setup_python GROUP: the tests' packages are in .venv, another group's in an environment of its own, because one group
# can pull an older version of what another one needs.
setup_python() {
    local group=$1 folder=$root/.venv stamp
    [ "$group" = test ] || folder=$root/.venv-$group
    # The version is in the stamp's name: after an update of the system's Python the environment is empty.
    stamp=$folder/pggit-$group-$(cksum <"$root/pyproject.toml" | cut -d ' ' -f 1)
    [ ! -e "$stamp-$(environment_version "$folder")" ] || return 0
    if ! find_python; then
        need_apt "install Python 3.9 or newer with its venv module:" \
            "Debian, Ubuntu: apt-get install python3 python3-venv"
        available python3-venv || refresh
        install python3 python3-venv
        find_python || fail "no Python 3.9 or newer with venv, even after installing python3-venv"
    fi
    say "installing the packages for $group into ${folder##*/}"
    if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
        rm -rf "$folder"
        "$python" -m venv "$folder"
    fi
    # Dependency groups came with pip 25.1, which also runs on Python 3.9.
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check 'pip>=25.1'
    (cd "$root" && "$folder/bin/python" -m pip install -qq --disable-pip-version-check --group "$group")
    rm -f "$folder/pggit-$group-"*
    touch "$stamp-$(environment_version "$folder")"
}

environment_version() {
    "$1/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo none
}

# The registry that `make bench PEER=1` measures beside ours, in an environment of its own: no other part has to do with
# it, and where it cannot be had the benchmark goes without.
setup_peer() {
    local package=fraiseql-confiture==0.44.0 stamp
    stamp=$root/.venv-peer/$package
    [ ! -e "$stamp" ] || return 0
    find_python || fail "no Python 3.9 or newer with venv"
    say "installing $package into .venv-peer"
    rm -rf "$root/.venv-peer"
    if "$python" -m venv "$root/.venv-peer" &&
        "$root/.venv-peer/bin/python" -m pip install -qq --disable-pip-version-check "$package" 'psycopg[binary]'; then
        touch "$stamp"
    else
        say "$package could not be installed: the benchmark goes without it"
        rm -rf "$root/.venv-peer"
    fi
}

while [ $# -gt 0 ]; do
    case "$1" in
        peer) setup_peer ;;
        server) setup_server ;;
        git) setup_git ;;
        pgbouncer) setup_pgbouncer ;;
        plpgsql_check) setup_plpgsql_check ;;
        python) setup_python "$2"; shift ;;
        *) fail "unknown part: $1" ;;
    esac
    shift
done
