# Prints what stands on this host of one server, and the lines of those of the files that exist, each after a "|".
# Arguments: config, data, data log and install folder; paths of files to read, and names of hosts to look up.
config=$1 data=$2 log=$3 install=$4
shift 4
LC_ALL=C
export LC_ALL
cfg=$config/zoo.cfg
is_it() { # a pid that runs ZooKeeper's main class on this very zoo.cfg: this script names both, but never in a row
    [ -n "$1" ] || return 1
    # Not kill -0: it also fails where the process is another user's.
    if [ -d /proc/self ]; then line=$(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline"); else line=$(ps -o args= -p "$1"); fi
    case "$line " in *"QuorumPeerMain $cfg "*) return 0 ;; *) return 1 ;; esac
}
pid=$(cat "$data/zookeeper_server.pid" 2>/dev/null)
if ! is_it "$pid"; then
    pid=
    for file in $(grep -la QuorumPeerMain /proc/[0-9]*/cmdline 2>/dev/null); do
        candidate=${file#/proc/}; candidate=${candidate%/cmdline}
        if is_it "$candidate"; then pid=$candidate; fi
    done
fi
echo "pid $pid"
if [ -n "$pid" ]; then
    # The JVM takes the last of several.
    buffer=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | sed -n 's/^-Djute\.maxbuffer=//p' | tail -n 1)
    echo "buffer $buffer"
fi
# The fields of its stat after the name: the start is in ticks, of which every Linux counts 100 to user space (USER_HZ).
uptime_of() {
    read -r up _ </proc/uptime
    stat=$(cat "/proc/$1/stat" 2>/dev/null)
    set -- ${stat##*) }
    if [ $# -ge 20 ]; then echo "uptime $((${up%.*} - ${20} / 100))"; fi
}
if [ -n "$pid" ] && [ -r /proc/uptime ]; then
    uptime_of "$pid"
fi
echo "started-pid $(cat "$config/started/pid" 2>/dev/null)"
for file in "$data"/version-2/snapshot.* "$log"/version-2/log.*; do
    if [ -e "$file" ]; then echo "txn ${file##*/}"; fi
done
echo "epoch $(cat "$data/version-2/acceptedEpoch" 2>/dev/null)"
if sum=$(cat "$install/current/.archive-sha512" 2>/dev/null); then
    echo "release $sum $(readlink "$install/current")"
fi
echo "current-epoch $(cat "$data/version-2/currentEpoch" 2>/dev/null)"
echo "myid $(head -n 1 "$data/myid" 2>/dev/null | cut -c 1-40)"
echo "pending $(sed -n 's/^version=//p' "$cfg.dynamic.next" 2>/dev/null)"
# Who was a member before: ZooKeeper leaves the file of each configuration.
cat "$cfg".dynamic.* 2>/dev/null | sed -n 's/^server\./past server./p' | sort -u | head -n 500
lookup() { echo "name $1 $(getent ahosts "$1" 2>/dev/null | awk '{ print $1 }' | sort -u | tr '\n' ' ')"; }
for word; do
    shift
    case $word in
        /*) if [ -f "$word" ] && [ -r "$word" ]; then set -- "$@" "$word"; fi ;; # awk would stop at another
        *) lookup "$word" & ;;
    esac
done
wait
if [ $# -gt 0 ]; then awk 'FNR == 1 { print "file " FILENAME } { print "|" $0 }' "$@"; fi
pointer=$(sed -n 's/^[[:space:]]*dynamicConfigFile[[:space:]]*=[[:space:]]*//p' "$cfg" 2>/dev/null | tail -n 1)
if [ -n "$pointer" ]; then echo "pointer $(if [ -e "$pointer" ]; then echo present; else echo missing; fi)"; fi
if [ -n "$pointer" ] && [ -r "$pointer" ]; then echo "members"; cat "$pointer"; fi
exit 0
