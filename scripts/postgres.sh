#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL in RUNWU_TEST_DATABASE_URL, unless one is given already.
set -euo pipefail
if [ -n "${RUNWU_TEST_DATABASE_URL:-}" ]; then exec "$@"; fi
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
home=$(mktemp -d -t runwu-postgres-XXXXXX)
as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -c "$*"; else bash -c "$*"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
stop() { as_postgres "$bin/pg_ctl -D $home/data -m immediate stop" >/dev/null 2>&1 || true; rm -rf "$home"; }
trap stop EXIT
as_postgres "$bin/initdb -D $home/data -A trust -E UTF8 --locale=C.UTF-8" >/dev/null
start() { as_postgres "$bin/pg_ctl -D $home/data -w -l $home/log -o '-p $port -k $home -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200' start" >/dev/null 2>&1; }
# another server may have the port
for attempt in 1 2 3 4 5; do
  port=$(( 20000 + RANDOM % 9000 ))
  if start; then break; fi
  if [ "$attempt" = 5 ]; then cat "$home/log" >&2; exit 1; fi
done
export RUNWU_TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
"$@"
