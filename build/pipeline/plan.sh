#!/usr/bin/env bash
# What a build server runs before the approval: shows the plan, and says whether there is anything to do.
#   ENSEMBLE_INVENTORY, ENSEMBLE_STRATEGY  the ensemble, and how it is changed: read by the suite
#   TARGET                                 what is to be approved: its plan, and what it would refuse
#   SSH_PRIVATE_KEY or SSH_KEY_FILE, KNOWN_HOSTS  as ssh-key.sh says
# It leaves artifacts/plan.txt, artifacts/plan.json for change.sh where hosts run already, and "true" or "false" in artifacts/changes; on GitHub also a summary and the output
# "changes". Reports of earlier runs are removed: those that the build server finds at the end are of this build.
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
. build/pipeline/ssh-key.sh

rm -rf artifacts/plan.txt artifacts/plan.json artifacts/changes artifacts/*/runs
mkdir -p artifacts

code=0
./build.sh --target=Plan --for="$TARGET" --out=artifacts/plan.json --detailed-exitcode | tee artifacts/plan.txt || code=$?

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  {
    printf '### %s on %s: the plan\n\n```text\n' "$TARGET" "$ENSEMBLE_INVENTORY"
    cat artifacts/plan.txt
    printf '```\n'
  } >>"$GITHUB_STEP_SUMMARY"
fi

# 0: nothing to do; 6: something to do; anything else is a failure of its own.
case $code in
  0) changes=false ;;
  6) changes=true ;;
  *) exit "$code" ;;
esac
echo "$changes" >artifacts/changes
echo "changes=$changes" >>"${GITHUB_OUTPUT:-/dev/null}"
