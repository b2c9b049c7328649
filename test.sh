#!/usr/bin/env bash
# Builds everything and runs all tests. Engine tests use the clusters named in BEHAVIOR_TEST_OPENSEARCH_URL and
# BEHAVIOR_TEST_ELASTICSEARCH_URL, else what they can start themselves, else they are skipped with the reason.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build BehaviorElasticSidecar.sln -c Release -v quiet || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
for project in tests/*.Tests/*.csproj tests/*.EngineTests/*.csproj; do
  dotnet test "$project" -c Release --no-build --logger "console;verbosity=normal" "$@" 2>&1 | tee -a "$log" | { grep -vE '^ +Passed ' || true; }
  [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
done
count() { grep -E "^ *$1: +[0-9]+" "$log" | awk '{ total += $2 } END { print total + 0 }'; }
echo "$(count Passed) passed, $(count Failed) failed, $(count Skipped) skipped"
[ "$(count Passed)" -gt 0 ] && [ "$(count Failed)" -eq 0 ] || status=1
exit $status
