#!/bin/sh
# Holds the chat widget to its source: types, its own tests, and the committed build against a fresh one.
# Without Node 20.19 or newer it says so and passes: the service needs none.
set -eu
cd "$(dirname "$0")/../api/web"

if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
    || ! command -v npm >/dev/null; then
    echo "No Node 20.19+ with npm here: the chat widget is not checked."
    exit
fi
# npm leaves its own copy of the lock when it has installed everything
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent check
npm run --silent test

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
npm run --silent build -- --outDir "$fresh" --logLevel warn
for file in "$fresh"/*; do
    cmp "$file" "static/$(basename "$file")" || { echo "api/web/static is not what its source builds: run make web, and commit it."; exit 1; }
done
echo "The chat widget: types and tests pass, and the committed build is what its source gives."
