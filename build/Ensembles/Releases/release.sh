# A release in the install folder, under a name of its own, and the link to the one in use. Deletes nothing but what it
# has itself begun to unpack; a folder without our mark, or with the mark of another archive, stays as it is.
# Arguments: action (check, find, unpack, switch), install folder, top folder of the archive, its SHA-512; then for unpack the
# archive's name in the install folder, and the name of a link to be pointed to it or ""; for find and switch the link's name.
set -eu
umask 022
action=$1 install=$2 top=$3 sum=$4 last=$5
short=$(printf '%.12s' "$sum")
new=.$top-$short.new begun=.unpacking # where it is unpacked, and what stands there from the beginning
mark=.archive-sha512 # written last, into a folder that gets its name after that: where it stands, the release stands

fail() { echo "$1" >&2; exit 1; }

is_ours() { [ -d "$1" ] && [ ! -L "$1" ] && [ "$(cat "$1/$mark" 2>/dev/null)" = "$sum" ]; }

is_free() { [ ! -e "$1" ] && [ ! -L "$1" ]; }

choose() { # sets name: where the archive is unpacked or would be, and state: installed, missing or taken
    for name in "$top" "$top-$short"; do
        state=installed
        if is_ours "$name"; then return; fi
    done
    state=missing
    for name in "$top" "$top-$short"; do
        if is_free "$name"; then return; fi
    done
    state=taken
}

see_link() { # sets link: where it points, or what stands in its way; kind: none, ours, foreign
    kind=none link=
    if is_free "$1"; then return; fi
    kind=foreign
    link=$(readlink "$1") || { link='no link'; return; }
    case $link in */* | . | .. | '') return ;; esac
    if [ -d "$link" ] && [ ! -L "$link" ] && [ -e "$link/$mark" ]; then kind=ours; fi
}

point_to() { # link or "": unless it points there
    if [ -z "$1" ]; then return; fi
    see_link "$1"
    if [ "$kind" != ours ] || [ "$link" != "$name" ]; then point "$1"; fi
}

point() { # link: to the release, in one step; what stands there is told in $kind and $link
    if [ $kind = foreign ]; then
        fail "$install/$1 is not ours ($link) and is not replaced: write another folder under paths.install"
    fi
    rm -f -- ".$1.new"
    ln -s -- "$name" ".$1.new"
    mv -T -- ".$1.new" "$1"
}

discard() { # what an earlier call had begun to unpack, and only that
    if is_free "$1"; then return; fi
    if [ -L "$1" ] || [ ! -d "$1" ]; then fail "$install/$1 is not ours: move it away"; fi
    if [ -e "$1/$begun" ]; then rm -rf -- "$1"; else rmdir -- "$1"; fi
}

if ! cd "$install" 2>/dev/null; then
    if [ "$action" != find ] && [ "$action" != check ]; then fail "$install does not exist"; fi
    printf '%s\nnone\n\n' "$top"
    exit 3
fi
case $action in
    check) # as find, and clears up after a call that was killed when all but that was done
        choose
        if [ $state = installed ]; then
            discard "$new"
            rm -f -- ".$top.$short.tar.gz"
            exit 0
        fi
        if [ $state = missing ]; then exit 3; fi
        fail "$install/$top and $install/$name are not ours, and nothing is replaced: \
write another folder under paths.install" ;;
    find)
        choose
        see_link "$last"
        printf '%s\n%s\n%s\n' "$name" "$kind" "$link"
        case $state in
            installed) exit 0 ;;
            missing) exit 3 ;;
        esac
        fail "$install/$top and $install/$name are not ours, and nothing is replaced: \
write another folder under paths.install" ;;
    unpack)
        archive=$last
        if command -v flock >/dev/null; then
            exec 7<.
            flock 7
        fi
        choose
        if [ $state = installed ]; then
            rm -f -- "$archive"
            point_to "$6"
            exit 0
        fi
        if [ $state = taken ]; then fail "$install/$top and $install/$name are not ours"; fi
        if [ "$(sha512sum "$archive" | cut -d ' ' -f 1)" != "$sum" ]; then
            rm -f -- "$archive"
            fail "$install/$archive did not arrive as it was sent"
        fi
        discard "$new"
        mkdir -- "$new"
        : >"$new/$begun"
        if ! tar -xzo -f "$archive" -C "$new"; then
            discard "$new"
            rm -f -- "$archive"
            fail "$archive cannot be unpacked in $install"
        fi
        if [ ! -d "$new/$top" ] || [ -L "$new/$top" ]; then
            said="$archive has no folder $top: $(ls "$new")"
            discard "$new"
            rm -f -- "$archive"
            fail "$said"
        fi
        printf '%s\n' "$sum" >"$new/$top/$mark"
        sync -f "$new/$top/$mark" 2>/dev/null || sync
        mv -T -- "$new/$top" "$name"
        discard "$new"
        rm -f -- "$archive"
        point_to "$6" ;;
    switch)
        choose
        if [ $state != installed ]; then fail "$install/$name does not exist, or is not ours"; fi
        see_link "$last"
        if [ "$kind" = ours ] && [ "$link" = "$name" ]; then exit 3; fi
        point "$last" ;;
esac
