# Prints what stands on this host of one server, and the lines of those of the files that exist, each after a "|".
# Arguments: config, data, data log and install folder, files.
config=$1 data=$2 log=$3 install=$4
shift 4
cfg=$config/zoo.cfg
is_it() { # a pid whose command line is ZooKeeper's main class with this very zoo.cfg
    [ -n "$1" ] || return 1
    # Not kill -0: it also fails where the process is another user's.
    if [ -d /proc/self ]; then line=$(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline"); else line=$(ps -o args= -p "$1"); fi
    case $line in *QuorumPeerMain*"$cfg"*) return 0 ;; *) return 1 ;; esac
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
echo "started-pid $(cat "$config/started/pid" 2>/dev/null)"
for file in "$data"/version-2/snapshot.* "$log"/version-2/log.*; do
    if [ -e "$file" ]; then echo "txn ${file##*/}"; fi
done
echo "epoch $(cat "$data/version-2/acceptedEpoch" 2>/dev/null)"
if sum=$(cat "$install/current/.archive-sha512" 2>/dev/null); then echo "release $sum $(readlink "$install/current")"; fi
for file; do # awk would stop at a file that it cannot read
    shift
    if [ -f "$file" ] && [ -r "$file" ]; then set -- "$@" "$file"; fi
done
if [ $# -gt 0 ]; then awk 'FNR == 1 { print "file " FILENAME } { print "|" $0 }' "$@"; fi
pointer=$(sed -n 's/^[[:space:]]*dynamicConfigFile[[:space:]]*=[[:space:]]*//p' "$cfg" 2>/dev/null | tail -n 1)
if [ -n "$pointer" ] && [ -r "$pointer" ]; then echo "members"; cat "$pointer"; fi
exit 0
