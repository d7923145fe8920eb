#!/usr/bin/env bash
# What a build server runs after the approval: carries out the very plan that plan.sh has left, or refuses where anything
# that it rests on is otherwise by now. Without artifacts/plan.json, as of an embedded default that did not run yet, the plan
# is made anew.
#   TARGET                                 Expand, Replace ...
#   ENSEMBLE_INVENTORY, ENSEMBLE_STRATEGY  the ensemble, and how it is changed: read by the suite
#   SSH_PRIVATE_KEY or SSH_KEY_FILE, KNOWN_HOSTS  as ssh-key.sh says
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
. build/pipeline/ssh-key.sh

plan=()
if [ -f artifacts/plan.json ]; then plan=(--plan=artifacts/plan.json); fi
./build.sh --target="$TARGET" ${plan[@]+"${plan[@]}"}
