# Sourced by the harness's scripts: where the server's programs are, where the private clusters live, and who runs them.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
harness=$root/tests/harness
oldest_major=15
database=pggit

# What the caller's environment says about another server must not reach the private one, nor its settings a session
# there.
forget_libpq_environment() {
    unset PGHOSTADDR PGSERVICE PGSERVICEFILE PGPASSWORD PGPASSFILE PGOPTIONS PGSSLMODE PGREQUIREPEER PGCLIENTENCODING \
        PGTARGETSESSIONATTRS PGDATESTYLE PGTZ PGAPPNAME PGCHANNELBINDING PGREQUIREAUTH PGSSLNEGOTIATION
}

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "pggit: $1"
    shift
    for line in "$@"; do say "  $line"; done
    exit 1
}

# ---- The server's programs ------------------------------------------------------------------------------------------

# One line "major folder" per server found, newest first. PGBIN names the folder, PG_MAJOR the version, when one is
# wanted.
servers() {
    local folder major
    {
        if [ -n "${PGBIN:-}" ]; then
            echo "$PGBIN"
        else
            pg_config --bindir 2>/dev/null || true
            ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin \
                /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null || true
        fi
    } | sort -u | while read -r folder; do
        [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] || continue
        major=$("$folder/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
        [ "$major" -ge "$oldest_major" ] || continue
        [ "${PG_MAJOR:-$major}" = "$major" ] || continue
        echo "$major $folder"
    done | sort -rn
}

# has_extension FOLDER MAJOR NAME: the control file tells whether an extension is there for that server.
has_extension() {
    local share
    share=$("$1/pg_config" --sharedir 2>/dev/null) || share=/usr/share/postgresql/$2
    [ -e "$share/extension/$3.control" ]
}

# Sets bin and major: the newest server that has PL/Python, else the newest one at all.
find_server() {
    local found
    found=$(servers)
    [ -n "$found" ] || return 1
    while read -r major bin; do
        if has_extension "$bin" "$major" plpython3u; then return 0; fi
    done <<<"$found"
    read -r major bin <<<"$found"
}

# ---- Who runs the clusters, and where -------------------------------------------------------------------------------

# PostgreSQL refuses to run as root.
server_user() {
    local name
    if [ "$(id -u)" -ne 0 ]; then
        id -un
        return
    fi
    for name in postgres nobody; do
        if id "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    fail "started as root, and there is no unprivileged user to run the server as" \
        "create one: useradd --system postgres"
}

# as_server COMMAND...: with a bare environment, because PL/Python would follow the caller's PATH and PYTHON* to another
# Python.
as_server() {
    local environment=(env -i "PATH=${bin:-/usr/bin}:/usr/sbin:/usr/bin:/sbin:/bin" LANG=C.UTF-8 "HOME=${home:-/}")
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && "${environment[@]}" runuser -u "$(server_user)" -- "$@")
    else
        (cd / && "${environment[@]}" "$@")
    fi
}

# own_folder FOLDER: makes it, or finds it, as a folder that only the server's user can enter. A link, or a folder of
# somebody else, which anybody could have put in a shared place, is refused.
own_folder() {
    local folder=$1 user
    user=$(server_user)
    if mkdir -m 0700 "$folder" 2>/dev/null && [ "$(id -u)" -eq 0 ]; then chown "$user" "$folder"; fi
    [ "$(ls -ldn "$folder" 2>/dev/null | awk '{print substr($1, 1, 10), $3}')" = "drwx------ $(id -u "$user")" ] &&
        as_server test -w "$folder" 2>/dev/null
}

# Sets home, the folder of the clusters: in the project where the server's user gets there and the socket's path stays
# under its 107 bytes, else a folder that is this checkout's and this user's alone. Sets memory, a place for what is
# fast.
find_home() {
    local name
    name=pggit-$(printf '%s %s' "$(server_user)" "$root" | cksum | cut -d ' ' -f 1)
    memory=/dev/shm/$name
    home=$root/.pg
    if [ "${#home}" -le 80 ]; then
        own_folder "$home" && return
        rmdir "$home" 2>/dev/null || true
    fi
    home=/var/tmp/$name
    own_folder "$home" || fail "$home is needed for the database, but is not a private folder of $(server_user)" \
        "remove it, or move this checkout to a place that $(server_user) can reach"
}

# The test cluster lives as long as a run, and a test's database is made five to ten times faster in memory: there,
# unless that is small, as it is in many containers.
in_memory() {
    if [ ! -d "$memory" ]; then
        [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -ge 2000000 ] 2>/dev/null || return 1
    fi
    own_folder "$memory"
}

# find_cluster demo|test: sets home, bin, major and cluster. A demo of an older version goes on until it is cleaned
# away.
find_cluster() {
    local existing
    find_home
    if [ -z "${PGBIN:-}${PG_MAJOR:-}" ] && [ "$1" = demo ]; then
        existing=$(ls -d "$home"/demo-*/data 2>/dev/null | sort -V | tail -n 1) || true
        existing=${existing%/data}
        if [ -n "$existing" ]; then PG_MAJOR=${existing##*-} find_server || true; fi
    fi
    [ -n "${bin:-}" ] || find_server ||
        fail "no PostgreSQL server ${PG_MAJOR:-$oldest_major or newer} found${PGBIN:+ in $PGBIN}" "run: make setup"
    cluster=$home/$1-$major
    if [ "$1" = test ] && in_memory; then cluster=$memory/$1-$major; fi
}
