# Prints what stands on this host of one server, and the lines of those of the files that exist, each after a "|".
# Arguments: config, data, data log and install folder; paths of files to read, and names of hosts to look up.
# Every program costs a process for each server and run: what the shell can do by itself it does.
config=$1 data=$2 log=$3 install=$4
shift 4
LC_ALL=C
export LC_ALL
cfg=$config/zoo.cfg
newline='
'
first_line() { value=; { IFS= read -r value <"$1"; } 2>/dev/null; [ -n "$value" ]; }
is_it() { # a pid that runs ZooKeeper's main class on this very zoo.cfg: this script names both, but never in a row
    words=
    [ -n "$1" ] || return 1
    # Not kill -0: it also fails where the process is another user's.
    if [ -d /proc/self ]; then
        words=$(tr '\0' '\n' 2>/dev/null <"/proc/$1/cmdline")
        case "$words$newline" in *"QuorumPeerMain$newline$cfg$newline"*) return 0 ;; *) return 1 ;; esac
    fi
    case "$(ps -o args= -p "$1") " in *"QuorumPeerMain $cfg "*) return 0 ;; *) return 1 ;; esac
}
first_line "$data/zookeeper_server.pid"
pid=
if is_it "$value"; then
    pid=$value given=$newline$words
else
    for file in $(grep -la QuorumPeerMain /proc/[0-9]*/cmdline 2>/dev/null); do
        candidate=${file#/proc/}; candidate=${candidate%/cmdline}
        if is_it "$candidate"; then pid=$candidate given=$newline$words; fi
    done
fi
echo "pid $pid"
if [ -n "$pid" ]; then
    # The JVM takes the last of several.
    buffer=${given##*"$newline-Djute.maxbuffer="}
    if [ "$buffer" != "$given" ]; then echo "buffer ${buffer%%"$newline"*}"; fi
fi
# The fields of its stat after the name: the start is in ticks, of which every Linux counts 100 to user space (USER_HZ).
uptime_of() {
    read -r up _ </proc/uptime
    first_line "/proc/$1/stat"
    set -- ${value##*) }
    if [ $# -ge 20 ]; then echo "uptime $((${up%.*} - ${20} / 100))"; fi
}
if [ -n "$pid" ] && [ -r /proc/uptime ]; then
    uptime_of "$pid"
fi
tell() { first_line "$2"; echo "$1 $value"; }
tell started-pid "$config/started/pid"
for file in "$data"/version-2/snapshot.* "$log"/version-2/log.*; do
    if [ -e "$file" ]; then echo "txn ${file##*/}"; fi
done
tell epoch "$data/version-2/acceptedEpoch"
tell current-epoch "$data/version-2/currentEpoch"
if first_line "$install/current/.archive-sha512"; then echo "release $value $(readlink "$install/current")"; fi
first_line "$data/myid"
printf 'myid %.40s\n' "$value"
if [ -e "$cfg.dynamic.next" ]; then echo "pending $(sed -n 's/^version=//p' "$cfg.dynamic.next" 2>/dev/null)"; fi
lookup() { echo "name $1 $(getent ahosts "$1" 2>/dev/null | awk '{ print $1 }' | sort -u | tr '\n' ' ')"; }
# A file that cannot be read would be the end of awk, and one of its own assignments the end of a name with a "=".
for word; do
    shift
    case $word in
        /*) if [ -f "$word" ] && [ -r "$word" ]; then set -- "$@" "$word"; fi ;;
        *) lookup "$word" & ;;
    esac
done
wait
# Who was a member before: ZooKeeper leaves the file of each configuration.
set -- "$@" part=past
for file in "$cfg".dynamic.*; do
    if [ -f "$file" ] && [ -r "$file" ]; then set -- "$@" "$file"; fi
done
pointed() {
    sed -n '/^[[:space:]]*dynamicConfigFile[[:space:]]*=[[:space:]]*/ { s///; h; }; $ { x; p; }' "$cfg" 2>/dev/null
}
pointer=
if [ -r "$cfg" ]; then
    pointer=$(pointed)
    # ZooKeeper may have replaced both files in between, and has deleted the one of before.
    if [ -n "$pointer" ] && [ ! -e "$pointer" ]; then pointer=$(pointed); fi
fi
if [ -n "$pointer" ]; then
    if [ -e "$pointer" ]; then echo "pointer present"; else echo "pointer missing"; fi
    if [ -r "$pointer" ]; then set -- "$@" part=members "$pointer"; fi
fi
awk '
    part == "" { if (FNR == 1) print "file " FILENAME; print "|" $0 }
    part == "past" && /^server\./ && ! ($0 in past) && ++members <= 500 { past[$0]; print "past " $0 }
    part == "members" { kept = kept $0 "\n" }
    END { if (part == "members") printf "members\n%s", kept }
' "$@" </dev/null
exit 0
