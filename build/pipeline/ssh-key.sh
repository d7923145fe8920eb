# shellcheck shell=bash
# Part of plan.sh and change.sh: an agent offers the build server's SSH key to what they run, and ends with them.
#   SSH_PRIVATE_KEY  the key itself, as GitHub's secrets hold it, or
#   SSH_KEY_FILE     its file, as Jenkins's credentials give it; neither: no agent is started
#   KNOWN_HOSTS      lines that are added to ~/.ssh/known_hosts

if [ -n "${KNOWN_HOSTS:-}" ]; then
  install -d -m 700 ~/.ssh
  printf '%s\n' "$KNOWN_HOSTS" >>~/.ssh/known_hosts
fi

if [ -n "${KEY_IS_IN_AGENT:-}" ]; then
  trap 'ssh-agent -k >/dev/null' EXIT
elif [ -n "${SSH_PRIVATE_KEY:-}${SSH_KEY_FILE:-}" ]; then
  eval "$(ssh-agent -s)" >/dev/null
  trap 'ssh-agent -k >/dev/null' EXIT
  if [ -n "${SSH_PRIVATE_KEY:-}" ]; then
    # Through a pipe: the key never is a file or an argument.
    printf '%s\n' "$SSH_PRIVATE_KEY" | ssh-add -q -
    # The script begins anew without the variable: what it starts could read it among those of its parent.
    exec env -u SSH_PRIVATE_KEY -u KNOWN_HOSTS KEY_IS_IN_AGENT=yes "build/pipeline/${0##*/}"
  fi
  ssh-add -q "$SSH_KEY_FILE"
fi
