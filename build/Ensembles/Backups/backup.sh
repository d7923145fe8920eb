# Copies the newest whole snapshot of a server and all logs since, while it runs; prints what was copied.
# Arguments: config, data and data log folder, name of the copy, how many copies to keep, KiB that a server which runs
# needs beside its next snapshot ("" where it is down).
config=$1 data=$2 datalog=$3 name=$4 keep=$5 reserve=$6
LC_ALL=C
export LC_ALL
umask 077
store=$data/backups
large=268435456 # bytes from which a snapshot is linked instead of being copied, where the disk cannot share blocks
block=4096
mark=.backup-of-suite # stands in each copy from its beginning: nothing else is removed
window=256 # blocks: as much as one transaction may be (jute.maxbuffer), which may be all zeros

by_zxid() { # files: a line each, its zxid with all 16 digits first, oldest first
    for file in "$@"; do
        if [ -f "$file" ]; then
            zxid=${file##*/} zxid=${zxid#*.}
            printf '%16s %s\n' "${zxid%%.*}" "$file"
        fi
    done | sed ':a
s/^\( *\) /\10/
ta' | sort
}

whole() { # a snapshot that was written to its end (SnapStream.isValidSnapshot); of a compressed one its name says enough
    case $1 in
        *.gz) gzip -t "$1" 2>/dev/null ;;
        *.snappy) [ -s "$1" ] ;;
        *) [ "$(head -c 4 "$1")" = ZKSN ] && [ "$(tail -c 5 "$1" | od -An -v -tx1 | tr -d ' \n')" = 000000012f ] ;;
    esac
}

zeros() { # file of size bytes, first block, number of blocks: nothing but zeros stands there
    from=$(($2 * block)) many=$(($3 * block))
    if [ $((from + many)) -gt "$size" ]; then many=$((size - from)); fi
    [ $many -le 0 ] || cmp -s -n $many "$1" /dev/zero $from 0
}

used() { # bytes of a log without the zeros that it is lengthened with in advance, to a whole block
    size=$(($(wc -c <"$1")))
    low=0 high=$window last=$(((size + block - 1) / block))
    until [ $high -ge $last ] || { zeros "$1" $high $window && zeros "$1" $high $last; }; do
        low=$high high=$((high + window))
    done
    if [ $high -gt $last ]; then high=$last; fi
    end=$high
    while [ $low -lt $high ]; do
        middle=$(((low + high) / 2))
        if zeros "$1" $middle $((end - middle)); then high=$middle; else low=$((middle + 1)); fi
    done
    end=$((low * block))
    if [ $end -lt "$size" ]; then echo $end; else echo "$size"; fi
}

share() { # file of $next bytes: in the copy without blocks of its own
    cp -p --reflink=always "$1" "$part/" 2>/dev/null && return
    rm -f "$part/${1##*/}"
    [ "$next" -ge $large ] && ln "$1" "$part/" 2>/dev/null
}

# room BYTES: the copy needs so many more. A server that runs writes a snapshot as large as all of it and a new log, and
# ends when its disk is full.
room() {
    free=$(df -Pk "$part" | awk 'NR == 2 { print $4 }') beside=0
    if [ -n "$reserve" ] && [ "$(stat -c %d "$part")" = "$(stat -c %d "$data")" ]; then beside=$((reserve + next / 1024)); fi
    needed=$(($1 / 1024 + 64))
    if [ "${free:-$((needed + beside))}" -ge $((needed + beside)) ]; then return; fi
    echo "$store has $free KiB free, the copy needs $needed KiB, and the server beside it $beside KiB for its next snapshot and log:" \
        "make room, or let $store be on a disk of its own"
    return 1
}

take() { # logs are cut when a server gives up what it alone has: a link would lose that too
    snapshot=
    for file in $(by_zxid "$data"/version-2/snapshot.* | sort -r | cut -d ' ' -f 2-); do
        if whole "$file"; then snapshot=$file; break; fi
    done
    zxid=0000000000000000 need=0 next=0
    if [ -n "$snapshot" ]; then
        zxid=$(by_zxid "$snapshot" | cut -d ' ' -f 1)
        next=$(($(wc -c <"$snapshot"))) || return 1
        if share "$snapshot"; then shared=1; else shared='' need=$next; fi
    fi
    logs=$(by_zxid "$datalog"/version-2/log.* | awk -v zxid="$zxid" '
        { if ($1 "" <= zxid "") { count = 0 } lines[count++] = substr($0, 18) }
        END { for (i = 0; i < count; i++) print lines[i] }')
    sizes=
    for file in $logs; do
        bytes=$(used "$file") || return 1
        sizes="$sizes$bytes $file$IFS" need=$((need + bytes)) next=$((next + bytes))
    done
    room "$need" || return 2
    if [ -n "$snapshot" ] && [ -z "$shared" ]; then cp -p "$snapshot" "$part/" || return 1; fi
    for file in $sizes; do
        head -c "${file%% *}" "${file#* }" >"$part/${file##*/}" || return 1
    done
    [ -n "$snapshot$logs" ]
}

part=$store/.$name.part
IFS='
'
turn=0

discard() { # a copy of ours; a folder that another program has put there stays
    if [ -d "$1" ] && [ ! -L "$1" ] && [ -e "$1/$mark" ]; then rm -rf -- "$1"; fi
}

made=
if [ ! -e "$store" ]; then made=1; fi
while :; do
    discard "$part"
    rmdir "$part" 2>/dev/null
    if ! { mkdir -p "$store" && mkdir "$part" && : >"$part/$mark"; }; then
        echo "$store is where the copy goes: let $(id -un) write there, or move what has that name and is not the suite's" >&2
        exit 73
    fi
    # A purge may take a file away between the listing and the copy.
    said=$(take 2>&1) && break
    if [ $? = 2 ]; then
        discard "$part"
        if [ -n "$made" ]; then rmdir "$store"; fi
        echo "$said" >&2
        exit 74
    fi
    turn=$((turn + 1))
    if [ $turn -ge 3 ]; then
        discard "$part"
        echo "$data/version-2 cannot be copied: ${said:-there is neither a snapshot nor a log}" >&2
        exit 74
    fi
done
for file in "$data/version-2/currentEpoch" "$data/version-2/acceptedEpoch" "$data/myid" "$config"/zoo.cfg*; do
    if [ -f "$file" ]; then cp -p "$file" "$part/"; fi
done
discard "$store/$name"
mv -T "$part" "$store/$name" || exit 73
for copy in "$store"/[0-9]*; do
    if [ -e "$copy/$mark" ]; then echo "$copy"; fi
done | sort -r | tail -n +$((keep + 1)) | while read -r old; do
    discard "$old"
done
# What a run left that was killed; a younger one may be another's that is being made.
find "$store" -mindepth 1 -maxdepth 1 -name '.*.part' -type d -mtime +0 | while read -r old; do discard "$old"; done
for file in "$store/$name"/snapshot.* "$store/$name"/log.*; do
    if [ -f "$file" ]; then echo "file $(($(wc -c <"$file"))) ${file##*/}"; fi
done
