# Prints what a host and the server processes on it run with; measures the disk of each transaction log with one small
# file, which it removes. A line each, first word: what. Behind as-user.sh and process.sh.
# Arguments: service account or "", writes to measure; then for each server: ID CONFIGFILE DATA DATALOG.
user=$1 writes=$2
shift 2
echo "clock $(date +%s.%N)"

synchronised() { # what keeps the clock says so; each answers in a moment, or not at all
    if command -v timedatectl >/dev/null 2>&1; then
        case $(timedatectl show --property=NTPSynchronized --value 2>/dev/null) in
            yes) echo "synchronised yes"; return ;;
            no) echo "synchronised no"; return ;;
        esac
    fi
    if command -v chronyc >/dev/null 2>&1; then
        case $(chronyc -c tracking 2>/dev/null) in
            '') ;;
            *,Not\ synchronised) echo "synchronised no"; return ;;
            *) echo "synchronised yes"; return ;;
        esac
    fi
    if command -v ntpq >/dev/null 2>&1; then
        case $(ntpq -c 'rv 0 leap' 2>/dev/null) in
            *leap=00* | *leap=01* | *leap=10*) echo "synchronised yes" ;;
            *leap=11*) echo "synchronised no" ;;
        esac
    fi
}

host_facts() {
    while read -r key number _; do
        case $key in
            MemTotal: | MemAvailable: | SwapTotal: | SwapFree:) echo "memory $key $number" ;;
        esac
    done </proc/meminfo
    if first_line /proc/sys/vm/swappiness; then echo "swappiness $value"; fi
    if first_line /sys/kernel/mm/transparent_hugepage/enabled; then
        value=${value#*\[}
        echo "hugepages ${value%%\]*}"
    fi
}

process_facts() { # id, process id, which was examined
    echo "process $1 $2"
    heap='' share=''
    while IFS= read -r word; do
        case $word in
            -Xmx*) heap=${word#-Xmx} ;;
            -XX:MaxHeapSize=*) heap=${word#*=} ;;
            -XX:MaxRAMPercentage=*) share=${word#*=} ;;
        esac
    done <<END
$words
END
    if [ -n "$heap" ]; then echo "heap $1 $heap"; elif [ -n "$share" ]; then echo "share $1 $share"; fi
    while read -r key number _; do
        case $key in VmRSS: | VmSwap:) echo "held $1 $key $number" ;; esac
    done <"/proc/$2/status"
    while read -r one two three soft hard _; do
        if [ "$one $two $three" = "Max open files" ]; then echo "files $1 $soft $hard"; fi
    done <"/proc/$2/limits"
    # Another account's are not ours to count.
    if [ -r "/proc/$2/fd" ]; then
        open=0
        for file in "/proc/$2/fd"/*; do
            if [ -h "$file" ]; then open=$((open + 1)); fi
        done
        echo "open $1 $open"
    fi
}

# The time of each write and its fdatasync, in seconds, as dd itself measures it: the start of dd is not in it.
# shellcheck disable=SC2016 # expanded by the inner shell
measuring='
    file=$1 writes=$2 how=fdatasync
    trap "rm -f -- \"\$file\"" EXIT
    trap "exit 1" HUP INT TERM
    LC_ALL=C
    export LC_ALL
    if ! said=$(dd if=/dev/zero of="$file" bs=4096 count="$writes" conv=fsync 2>&1); then
        case $said in *"No space left"*) echo full ;; esac
        exit 1
    fi
    dd if=/dev/zero of="$file" bs=4096 count=1 conv=notrunc,fdatasync 2>/dev/null || how=fsync
    number=0
    read -r begun _ </proc/uptime
    while [ "$number" -lt "$writes" ]; do
        # A disk that is that slow has told enough.
        read -r now _ </proc/uptime
        if [ "$number" -gt 5 ] && [ "$((${now%.*} - ${begun%.*}))" -gt 3 ]; then break; fi
        said=$(dd if=/dev/zero of="$file" bs=4096 count=1 seek="$number" "conv=notrunc,$how" 2>&1) || exit 1
        said=${said##*copied, }
        echo "${said%% *}"
        number=$((number + 1))
    done
'

disk() { # id, folder: of a folder that is not there yet the one above it, which is not always the same disk
    at=$2
    while [ ! -d "$at" ]; do at=${at%/*} at=${at:-/}; done
    times=$(at "$at" sh -c "$measuring" sh "$at/.fsync-$$.part" "$writes" 2>/dev/null)
    if [ "$times" = full ]; then
        echo "full $1"
    elif [ -n "$times" ]; then
        # shellcheck disable=SC2086 # numbers
        echo "disk $1" $times
    else
        echo "closed $1"
    fi
    echo "measured $1 $at"
}

host_facts
synchronised
if limit=$(as_user sh -c 'ulimit -n' 2>/dev/null); then echo "limit $limit"; fi
while [ $# -gt 0 ]; do
    id=$1 file=$2 data=$3 log=$4
    shift 4
    for candidate in $(candidates); do
        if is_server "$candidate" "$file" "$data"; then process_facts "$id" "$candidate"; break; fi
    done
    newest=0
    for snapshot in "$data"/version-2/snapshot.*; do
        if [ -f "$snapshot" ]; then newest=$snapshot; fi
    done
    if [ "$newest" != 0 ]; then echo "snapshot $id $(stat -c %s "$newest")"; fi
    disk "$id" "$log"
done
echo "clock $(date +%s.%N)" # once more: how long all of this took is no difference of clocks
exit 0
