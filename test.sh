#!/usr/bin/env bash
# Builds everything and runs all tests. Engine tests use the clusters named in BEHAVIOR_TEST_OPENSEARCH_URL and
# BEHAVIOR_TEST_ELASTICSEARCH_URL, else what they can start themselves, else they are skipped with the reason.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build BehaviorElasticSidecar.sln -c Release -v quiet || exit 1
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
status=0
# Prints what a test project says but for each test that passed; ends as the tests did.
run() {
  dotnet test "tests/BehaviorElasticSidecar.$1" -c Release --no-build --logger "console;verbosity=normal" "${@:2}" 2>&1 | tee "$logs/$1" | { grep -vE '^ +Passed ' || true; }
  return "${PIPESTATUS[0]}"
}
# Engines answer while the others compute: beside them, and told when both are done.
run EngineTests "$@" > "$logs/engines.out" &
engines=$!
run Tests "$@" || status=1
run Worker.Tests "$@" || status=1
wait "$engines" || status=1
cat "$logs/engines.out"
count() { cat "$logs"/*Tests | grep -E "^ *$1: +[0-9]+" | awk '{ total += $2 } END { print total + 0 }'; }
echo "$(count Passed) passed, $(count Failed) failed, $(count Skipped) skipped"
[ "$(count Passed)" -gt 0 ] && [ "$(count Failed)" -eq 0 ] || status=1
exit $status
