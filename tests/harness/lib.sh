# Sourced by the harness's scripts: where the server's programs are, where the private clusters live, and who runs them.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
harness=$root/tests/harness
oldest_major=15
database=pggit

# What the caller's environment says about another server must not reach the private one, nor a session there.
forget_libpq_environment() {
    unset PGHOSTADDR PGSERVICE PGSERVICEFILE PGPASSWORD PGPASSFILE PGOPTIONS PGSSLMODE PGREQUIREPEER \
        PGTARGETSESSIONATTRS PGCLIENTENCODING PGDATESTYLE PGTZ PGAPPNAME PGCHANNELBINDING PGREQUIREAUTH PGSSLNEGOTIATION
}

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "pggit: $1"
    shift
    for line in "$@"; do say "  $line"; done
    exit 1
}

# ---- The server's programs ------------------------------------------------------------------------------------------

# One line "major folder" per server found, newest first. PGBIN names the folder and PG_MAJOR the version that is
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

# The users that may run the server, the preferred one first. PostgreSQL refuses to run as root.
server_users() {
    local name
    if [ "$(id -u)" -ne 0 ]; then
        id -un
        return
    fi
    for name in postgres nobody; do
        if id "$name" >/dev/null 2>&1; then echo "$name"; fi
    done
}

# as_server COMMAND...: with a bare environment, because PL/Python would follow the caller's PATH and PYTHON* to another
# Python.
as_server() {
    local environment=(env -i "PATH=${bin:-/usr/bin}:/usr/sbin:/usr/bin:/sbin:/bin" LANG=C.UTF-8 "HOME=${home:-/}")
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && "${environment[@]}" runuser -u "$server_user" -- "$@")
    else
        (cd / && "${environment[@]}" "$@")
    fi
}

# is_private FOLDER: is it a folder that only the server's user can enter, and does that user get there? A link, or a
# folder of somebody else, which anybody could have put in a shared place, is none.
is_private() {
    [ "$(ls -ldn "$1" 2>/dev/null | awk '{print substr($1, 1, 10), $3}')" = "drwx------ $(id -u "$server_user")" ] &&
        as_server test -w "$1" 2>/dev/null
}

# make_private FOLDER: makes it, unless another script was quicker. As root it gets its owner before it gets its name,
# so that another script that looks meanwhile takes it for what it is.
make_private() {
    local made
    if [ "$(id -u)" -ne 0 ]; then
        mkdir -m 0700 "$1" 2>/dev/null || true
    elif made=$(mktemp -d "$1.XXXXXX" 2>/dev/null); then
        chown "$server_user" "$made"
        if ! as_server test -w "$made" 2>/dev/null || ! mv -T "$made" "$1" 2>/dev/null; then rmdir "$made"; fi
    fi
    is_private "$1"
}

# Sets homes, the folders that can be the clusters' home: in the project where the socket's path stays under its 107
# bytes, else one that is this checkout's and this user's alone. Sets memory, a place for what is fast.
name_homes() {
    local name
    name=pggit-$(printf '%s %s' "$server_user" "$root" | cksum | cut -d ' ' -f 1)
    memory=/dev/shm/$name
    homes=("/var/tmp/$name")
    if [ "$((${#root} + 4))" -le 80 ]; then homes=("$root/.pg" "${homes[@]}"); fi
}

# One line "user folder" per home that is there.
existing_homes() {
    for server_user in $(server_users); do
        name_homes
        for home in "${homes[@]}"; do
            if is_private "$home"; then printf '%s %s\n' "$server_user" "$home"; fi
        done
    done
}

# Sets home and server_user to what was chosen once; fails where nothing was. It makes nothing.
find_home() {
    local found
    found=$(existing_homes)
    [ -n "$found" ] || return 1
    read -r server_user home <<<"$found"
    name_homes
}

# Chooses home and server_user unless that was done. Call it only when a server was found: the server's packages make
# the user that runs it, and another user means another folder.
choose_home() {
    if find_home; then return; fi
    read -r server_user <<<"$(server_users)"
    [ -n "$server_user" ] ||
        fail "root cannot run the server, and there is no other user for it" "make one: useradd --system postgres"
    name_homes
    for home in "${homes[@]}"; do
        if make_private "$home"; then return; fi
    done
    fail "$home must be a private folder of $server_user for the database, and is not" \
        "remove it, or move this checkout to a place that $server_user can reach"
}

# Can the test cluster be in memory? It lives as long as a run, and a test's database is made five to ten times faster
# there. In many containers there is too little.
in_memory() {
    if [ ! -d "$memory" ]; then
        [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -ge 2000000 ] 2>/dev/null || return 1
    fi
    is_private "$memory" || make_private "$memory"
}

no_server() {
    fail "no PostgreSQL server ${PG_MAJOR:-$oldest_major or newer} found${PGBIN:+ in $PGBIN}" "run: make setup"
}

# Sets cluster, home, bin and major to the demo cluster that is there, running or not; fails where there is none, and
# makes nothing. A demo of an older version of PostgreSQL goes on until it is cleaned away.
find_demo() {
    find_home || return 1
    if [ -n "${PGBIN:-}${PG_MAJOR:-}" ]; then
        find_server || no_server
        cluster=$home/demo-$major
        [ -d "$cluster/data" ]
        return
    fi
    cluster=$(ls -d "$home"/demo-*/data 2>/dev/null | sort -V | tail -n 1) || true
    cluster=${cluster%/data}
    [ -n "$cluster" ] || return 1
    PG_MAJOR=${cluster##*-} find_server ||
        fail "the demo's data in $cluster need PostgreSQL ${cluster##*-}, which is not installed" \
            "install it again, or remove the data: make clean"
}

# find_cluster demo|test: sets cluster, home, bin and major, and chooses the home where there is none yet.
find_cluster() {
    if [ "$1" = demo ] && find_demo; then return; fi
    find_server || no_server
    choose_home
    cluster=$home/$1-$major
    if [ "$1" = test ] && in_memory; then cluster=$memory/$1-$major; fi
}

answers() { "$bin/pg_isready" -q -h "$cluster" -p 5432 -U postgres -d postgres; }

# use_cluster demo|test: starts the cluster and makes it the one that libpq's programs connect to from here on.
use_cluster() {
    local where name value
    forget_libpq_environment
    where=$("$harness/cluster.sh" start "$1")
    while IFS='=' read -r name value; do export "$name=$value"; done <<<"$where"
    bin=$PGBIN
}

has_database() {
    [ "$("$bin/psql" -X -At -d postgres -v name="$1" <<<"SELECT 1 FROM pg_database WHERE datname = :'name'")" = 1 ]
}

no_demo() {
    fail "there is no demo database yet" "make demo makes one with a story in it, make install one without" \
        "or set DATABASE_URL to the database that is meant"
}

# ---- The terminal ---------------------------------------------------------------------------------------------------

# How wide the output is: what COLUMNS says, else the terminal; 80 where neither says, 120 at most.
columns() {
    local wide=${COLUMNS:-}
    [ -n "$wide" ] || wide=$(stty size <&2 2>/dev/null | cut -d ' ' -f 2) || true
    case "$wide" in '' | 0 | *[!0-9]*) wide=80 ;; esac
    if [ "$wide" -gt 120 ]; then wide=120; fi
    if [ "$wide" -lt 40 ]; then wide=40; fi
    echo "$wide"
}
