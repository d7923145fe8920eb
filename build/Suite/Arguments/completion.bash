# Completes the arguments of the suite in bash; made by ./build.sh --completion=bash. To have it in every shell, write
#   source <(@ROOT@/build.sh --completion=bash)
# into ~/.bashrc.
_ensemble_suite() {
  local IFS=$'\n' root=@ROOT@ command word name='' values='' before='' file
  COMPREPLY=()
  # Other projects have a build.sh, too.
  command=$(type -P -- "${COMP_WORDS[0]/#\~\//$HOME/}")
  [[ -n $command && $command -ef $root/build.sh ]] || return 0

  # bash takes --name=value for three words, unless its COMP_WORDBREAKS lacks the sign.
  word=${COMP_WORDS[COMP_CWORD]}
  if [[ $word == --*=* ]]; then
    name=${word%%=*} before=$name= word=${word#*=}
  elif [[ $word == = ]]; then
    name=${COMP_WORDS[COMP_CWORD - 1]} word=''
  elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == = && $COMP_CWORD -gt 2 ]]; then
    name=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == -* ]]; then
    name=${COMP_WORDS[COMP_CWORD - 1]}
  fi

  case $name in
@VALUES@
    *) name='' ;;
  esac

  if [[ $name == --inventory && $word != */* ]]; then
    for file in "$root"/inventories/*.yml; do
      file=${file##*/}
      values+=${file%.yml}$'\n'
    done
  fi
  if [[ -z $name ]]; then
    COMPREPLY=($(compgen -W @ARGUMENTS@ -- "$word"))
    # A value follows at once.
    [[ ${COMPREPLY[0]:-} == *= ]] && compopt -o nospace 2>/dev/null
  elif [[ -n $values ]]; then
    COMPREPLY=($(compgen -P "$before" -W "$values" -- "$word"))
  else
    COMPREPLY=($(compgen -P "$before" -f -- "$word"))
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _ensemble_suite build.sh
