# Replaces files as a whole. Needs as_user, at, owns and make_folder.
# A part's name is its writer's own: of two, the later one removes the earlier one's, which then fails instead of being
# mixed with it. Root works as the owner of the file or the folder, so that a link that the owner puts in the way leads
# no further than the owner could go.

# shellcheck disable=SC2016 # a program for an inner shell; it has no single quotes
replace='
    set -eu
    mode=$1 size=$2 keep=$3 path=$4 given=$5
    folder=${path%/*} name=${path##*/}
    folder=${folder:-/}
    if [ -d "$path" ]; then echo "$path: is a directory" >&2; exit 1; fi
    # What a file that is there keeps from others stays kept from them.
    if [ -f "$path" ] && [ ! -L "$path" ] && has=$(stat -c %a -- "$path" 2>/dev/null); then
        mode=$(printf %o "$((0$mode & ~(066 & ~0$has)))")
    fi
    part="$folder/.$name~$$.part"
    rm -f -- "$folder/.$name~"*.part
    trap "rm -f -- \"\$part\"" EXIT
    umask 077
    set -C # a new file: no link is followed
    cat >"$part"
    set +C
    arrived=$(($(wc -c <"$part")))
    if [ "$arrived" -ne "$size" ]; then echo "only $arrived of $size bytes arrived" >&2; exit 1; fi
    mine=
    if [ "$given" = account ]; then mine=$(id -u); fi
    found=$(find "$path" -prune -type f -perm "$mode" ${mine:+-user "$mine"} 2>/dev/null) || true
    if [ -n "$found" ] && cmp -s -- "$part" "$path"; then exit 0; fi
    chmod "$mode" "$part"
    case $given in [0-9]*) chown -h "$given" "$part" ;; esac
    sync -- "$part" 2>/dev/null || sync
    # What another program wrote stays beside what the suite has written twice since.
    ours() { head -n 1 -- "$1" | grep -q "what is written here comes from the inventory"; }
    if [ -n "$keep" ] && [ -e "$path" ] && { [ ! -e "$path.former" ] || ! ours "$path" || ours "$path.former"; }; then
        rm -f -- "$path.former"
        ln -- "$path" "$path.former" 2>/dev/null || cp -p -- "$path" "$path.former"
    fi
    mv -f -- "$part" "$path"
'

write_file() { # mode, size, "keep" or "", path; the content is standard input
    folder=${4%/*}
    folder=${folder:-/} user='' given=''
    like=$4
    while [ ! -e "$like" ]; do like=${like%/*} like=${like:-/}; done
    if [ "$(id -u)" = 0 ]; then
        # shellcheck disable=SC2012 # the owner is the third word, whatever the name is
        given=$(ls -ldnL -- "$like" | awk '{ print $3 ":" $4; exit }')
        case $given in
            0:*) given='' ;;
            *) user=$(getent passwd "${given%%:*}" 2>/dev/null | cut -d : -f 1) ;;
        esac
    fi
    make_folder "$folder" 022 || return 1
    if owns "$folder"; then
        as_user sh -c "$replace" sh "$1" "$2" "$3" "$4" account
    else
        sh -c "$replace" sh "$1" "$2" "$3" "$4" "$given"
    fi
}
