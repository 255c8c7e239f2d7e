#!/usr/bin/env bash
# How long `list` takes beside sqlite3 printing the same rows, as whole processes, in turn.
# Needs sqlite3 and hyperfine. The claim: at 48 rows `list` takes no more than 2 x as long as sqlite3.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --quiet
bin=$PWD/target/release/haishu-proj
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$bin" --quiet demo "$folder/demo" >/dev/null
db=$folder/demo/haishu.db
rows="SELECT code, name, units, stage, invested_yuan, total_yuan, as_of FROM v_project WHERE category = '治水'"
hyperfine --warmup 5 --runs "${1:-60}" --shell=none \
    --command-name 'haishu-proj list' "$bin --db $db list --category water" \
    --command-name 'sqlite3' "sqlite3 -readonly $db \"$rows\""
