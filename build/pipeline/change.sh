#!/usr/bin/env bash
# What a build server runs after the approval: carries out what plan.sh has shown.
#   TARGET                                 Expand, Replace ...
#   ENSEMBLE_INVENTORY, ENSEMBLE_STRATEGY  the ensemble, and how it is changed: read by the suite
#   SSH_PRIVATE_KEY or SSH_KEY_FILE, KNOWN_HOSTS  as ssh-key.sh says
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
. build/pipeline/ssh-key.sh

./build.sh --target="$TARGET"
