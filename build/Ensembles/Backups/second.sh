# A place where backups are kept, one folder each. Nothing is removed but the files that a manifest of the suite names.
# Arguments: root, what (room, finish, drop, list, files, remove); then of room: NAME KIB; of finish: NAME, and for each file
# DIGEST FILE; of files: NAME; of drop and remove: NAME, FILE ...
root=$1 what=$2
shift 2
LC_ALL=C
export LC_ALL
umask 077

case $what in
    room)
        if ! mkdir -p "$root" || [ ! -w "$root" ]; then
            echo "$root cannot be written to by $(id -un)" >&2
            exit 73
        fi
        free=$(df -Pk "$root" | awk 'NR == 2 { print $4 }')
        if [ "${free:-0}" -lt "$2" ]; then
            echo "$root has $((free >> 10)) MiB free, and the backup needs $((($2 >> 10) + 1)) MiB" >&2
            exit 74
        fi
        mkdir -p "$root/.$1.part" ;;
    finish)
        name=$1
        shift
        cd "$root/.$name.part" || exit 73
        while [ $# -gt 0 ]; do
            if [ "$(sha256sum <"$2" | cut -c 1-64)" != "$1" ]; then
                echo "$root/.$name.part/$2 is not what was sent: its SHA-256 differs" >&2
                exit 75
            fi
            shift 2
        done
        cd / && mv -T "$root/.$name.part" "$root/$name" ;;
    drop)
        cd "$root/.$1.part" 2>/dev/null || exit 0
        part=$1
        shift
        for file; do rm -f -- "$file"; done
        cd / && rmdir "$root/.$part.part" ;;
    list)
        for manifest in "$root"/[0-9]*/backup.json; do
            if [ ! -f "$manifest" ]; then continue; fi
            name=${manifest%/backup.json}
            echo "backup ${name##*/}"
            sed 's/^/|/' "$manifest"
        done ;;
    files)
        for file in "$root/$1"/snapshot.* "$root/$1"/log.* "$root/$1/backup.json"; do
            if [ -f "$file" ]; then echo "file $(($(wc -c <"$file"))) ${file##*/}"; fi
        done ;;
    remove)
        name=$1
        shift
        cd "$root/$name" || exit 73
        for file; do rm -f -- "$file"; done
        rm -f -- backup.json
        # What others have put there stays, and its folder.
        cd / && rmdir "$root/$name" 2>/dev/null || echo "left $root/$name" ;;
esac
