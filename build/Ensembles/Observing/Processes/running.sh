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
exit 0
