# Key stores and logins of one server, which are secret, while others take their place. Runs as who may write to the folder.
# Arguments: action, folder of configuration, then names, each with a SHA-256 in lower-case hexadecimal.
# keep: names that are to become files of these digests. What stands there and is another file stays as NAME.former, of the
#   same owner and mode, unless one is kept already and what stands there is not what the server was started with.
#   Prints "kept NAME DIGEST" for each that is kept.
# back: names and the digests that they had: kept files of these digests get their names again, all or none of them.
#   Prints "back NAME" for each that has, "lost NAME" where one is neither kept nor there.
# drop: removes what is kept.
# Ends with 73 where a file cannot be written.
action=$1
if [ ! -d "$2" ]; then exit 0; fi # a new server: nothing stands there
cd "$2" || exit 73
shift 2
digest_of() { if [ -f "$1" ] && [ ! -L "$1" ]; then sha256sum <"$1" | cut -c 1-64; fi; }
was_started_with() { grep -qxF "$2  $1" started/sealed 2>/dev/null; }

keep() { # name, digest
    now=$(digest_of "$1")
    if [ -n "$now" ] && [ "$now" != "$2" ] && { [ ! -e "$1.former" ] || was_started_with "$1" "$now"; }; then
        rm -f -- "$1.former" || exit 73
        # A link to a file of somebody else's may be forbidden (fs.protected_hardlinks).
        ln -- "$1" "$1.former" 2>/dev/null || cp -p -- "$1" "$1.former" || exit 73
    fi
    if [ -e "$1.former" ]; then echo "kept $1 $(digest_of "$1.former")"; fi
}

each() { # function, names with digests
    function=$1
    shift
    while [ $# -gt 1 ]; do
        "$function" "$1" "$2"
        shift 2
    done
}

lacks() { if [ "$(digest_of "$1")" != "$2" ] && [ "$(digest_of "$1.former")" != "$2" ]; then echo "lost $1"; fi; }

back() {
    if [ "$(digest_of "$1")" != "$2" ]; then mv -f -- "$1.former" "$1" && echo "back $1" || exit 73; fi
}

drop() { rm -f -- "$1.former" || exit 73; }

case $action in
    back)
        lost=$(each lacks "$@")
        if [ -n "$lost" ]; then echo "$lost"; else each back "$@"; fi ;;
    *) each "$action" "$@" ;;
esac
