#!/usr/bin/env bash
# The private clusters: cluster.sh start|stop|where demo|test, cluster.sh stop-all, cluster.sh remove-all
# start and where say what other programs need to know, as lines NAME=value.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Is the process in postmaster.pid this cluster's server? After a crash another process may have its number.
postmaster_runs() {
    local pid
    pid=$(as_server head -n 1 "$cluster/data/postmaster.pid" 2>/dev/null) || return 1
    if [ -d /proc/self ]; then
        [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$cluster/data" ]
    else
        case "$(ps -o args= -p "$pid" 2>/dev/null)" in *"$cluster/data"*) ;; *) return 1 ;; esac
    fi
}

# Connecting is for those who can enter the folder: its owner and root. Hence "trust", and no TCP at any time.
create() {
    local locale=C.UTF-8 output
    [ -n "$(locale -a 2>/dev/null | sed -n -E '/^C\.(utf|UTF)-?8$/p')" ] || locale=C
    as_server rm -rf "$cluster/data.new"
    output=$(
        as_server "$bin/initdb" -D "$cluster/data.new" -U postgres --auth=trust -E UTF8 --locale="$locale" "$@" 2>&1
    ) || fail "initdb failed" "$output"
    as_server sh -c "echo \"include 'pggit.conf'\" >>\"\$1/postgresql.conf\"" sh "$cluster/data.new"
    # Renamed when complete, so that an interrupted initdb is never taken for a cluster.
    as_server mv "$cluster/data.new" "$cluster/data"
}

settings() {
    echo "listen_addresses = ''"
    echo "port = 5432"
    echo "unix_socket_directories = '\"${cluster//\'/\'\'}\"'"
    echo "unix_socket_permissions = 0700"
    if [ "$1" = test ]; then
        # Nothing in it outlives a run: it need not survive a crash.
        printf '%s = off\n' fsync synchronous_commit full_page_writes
        echo "max_wal_size = '256MB'"
        # In its own folder, so that a killed run leaves nothing elsewhere.
        echo "dynamic_shared_memory_type = mmap"
    fi
}

start() {
    local initdb_options=()
    [ "$1" != test ] || initdb_options=(--no-sync)
    if answers; then return; fi
    say "starting PostgreSQL $major in $cluster"
    as_server mkdir -p -m 0700 "$cluster"
    if postmaster_runs; then
        as_server "$bin/pg_ctl" stop -s -w -m immediate -D "$cluster/data" || true
    fi
    if as_server test -e "$cluster/data/postmaster.pid"; then
        # Left by a crash: what ran without fsync cannot be trusted any more, the demo's data can.
        case "$1" in
            test) as_server rm -rf "$cluster/data" ;;
            *) as_server rm -f "$cluster/data/postmaster.pid" ;;
        esac
    fi
    as_server test -d "$cluster/data" || create "${initdb_options[@]}"
    settings "$1" | as_server sh -c 'cat >"$1"' sh "$cluster/data/pggit.conf"
    as_server "$bin/pg_ctl" start -s -w -t 120 -D "$cluster/data" -l "$cluster/log" </dev/null >/dev/null || {
        as_server tail -n 20 "$cluster/log" >&2
        fail "the server did not start; its log: $cluster/log"
    }
}

stop() {
    local mode=fast
    case "$cluster" in */test-*) mode=immediate ;; esac
    if postmaster_runs; then as_server "$bin/pg_ctl" stop -s -w -t 60 -m "$mode" -D "$cluster/data"; fi
    if [ "$mode" = immediate ]; then
        as_server rm -rf "$cluster"
        rmdir "$memory" 2>/dev/null || true
    fi
}

# Stops what runs in home and in memory. A test cluster is removed as well.
stop_clusters() {
    for cluster in "$home"/*-*/ "$memory"/*-*/; do
        cluster=${cluster%/}
        [ -d "$cluster" ] || continue
        if postmaster_runs; then
            stopped=yes
            say "stopping $cluster"
            PG_MAJOR=${cluster##*-} find_server ||
                fail "$cluster runs, and the programs of PostgreSQL ${cluster##*-} that can stop it are missing"
        fi
        stop
    done
}

# each_home COMMAND...: runs it for every home that this checkout has, with home, server_user and memory set.
each_home() {
    local found
    found=$(existing_homes)
    [ -n "$found" ] || return 0
    while read -r server_user home <&3; do
        name_homes
        "$@"
    done 3<<<"$found"
}

stop_all() {
    stopped=
    each_home stop_clusters
    if [ -z "$stopped" ]; then
        say "no private cluster is running"
    elif find_demo; then
        say "make start starts the demo again, with its data"
    fi
}

remove_home() {
    stop_clusters
    rm -rf "$home"
}

where() {
    printf '%s=%s\n' PGHOST "$cluster" PGPORT 5432 PGUSER postgres PGBIN "$bin" PG_MAJOR "$major" PGGIT_HOME "$home"
}

name=${2:-}
case "$1" in
    start) find_cluster "$name"; start "$name"; where ;;
    stop) find_cluster "$name"; stop ;;
    where) find_cluster "$name"; where ;;
    stop-all) stop_all ;;
    remove-all) each_home remove_home ;;
    *) fail "unknown command: $1" ;;
esac
