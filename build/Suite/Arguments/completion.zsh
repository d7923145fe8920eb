#compdef build.sh
# Completes the arguments of the suite in zsh; made by ./build.sh --completion=zsh. To have it in every shell, write
#   source <(@ROOT@/build.sh --completion=zsh)
# into ~/.zshrc, below compinit.
_ensemble_suite_inventories() {
  local root=@ROOT@
  local -a names=($root/inventories/*.yml(N:t:r))
  _alternative 'names:inventory:compadd -a names' 'files:file:_files -g "*.yml"'
}

_ensemble_suite() {
  local root=@ROOT@ command
  # Other projects have a build.sh, too.
  command=${~words[1]}
  [[ $command == */* ]] || command=$(whence -p -- $command)
  if [[ ! $command -ef $root/build.sh ]]; then
    _default
    return
  fi
  _arguments -S \
@ARGUMENTS@
}

(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _ensemble_suite build.sh
