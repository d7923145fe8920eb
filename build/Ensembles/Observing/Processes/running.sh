# Prints which process is one server, and what it listens on: what of facts.sh changes from one moment to the next.
# Arguments: its configuration file, its data folder, its ports (one word). Behind process.sh.
# shellcheck disable=SC2086 # numbers
find_server "$1" "$2" $3
echo "pid $pid"
echo "$details"
if [ -z "$pid" ]; then exit 0; fi
echo "start $start"
echo "state $state"
echo "matched $matched"
echo "given $config_argument"
if [ -d /proc/self ] && [ ! -r "/proc/$pid/environ" ]; then echo hidden; fi
# What it has read so far, from the network too: of a server that takes over the data nothing is on the disk before all is
# there. And the snapshot that it has written since its start, where it writes one.
while read -r key number; do
    if [ "$key" = rchar: ]; then echo "taken $number"; break; fi
done 2>/dev/null <"/proc/$pid/io"
for file in "$2"/version-2/snapshot.*; do
    # shellcheck disable=SC3013 # as in process.sh
    if [ "$file" -nt "${1%/*}/started/pid" ]; then stat -c 'snapshot %s' -- "$file" 2>/dev/null; fi
done
exit 0
