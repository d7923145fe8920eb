# Tells which start commands cannot be run on this host. Changes nothing.

command_of() { # id, folder, program: what a start would run
    case $3 in
        /*) program=$3 ;;
        */*) program=${2%/}/$3 ;;
        *) command -v "$3" >/dev/null 2>&1 || echo "command $1 $3"; return ;;
    esac
    if [ ! -f "$program" ] || [ ! -x "$program" ]; then echo "command $1 $program"; fi
}
