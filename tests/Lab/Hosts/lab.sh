# A lab of hosts: the first process of a process namespace of its own. When it ends, however that comes about, the
# kernel ends all processes of all hosts, and with them go the namespaces, their mounts and their links.
# Arguments: folder of the lab, number of hosts, text of host.sh, JAVA_HOME.
# Prints "subnet X" and "switch ID", then a line of each host (see host.sh). Lives until its standard input ends.
set -eu
folder=$1 count=$2 host=$3 java=$4
exec 2>>"$folder/lab.log"

# Kept aside, the machine's own /proc tells which ids the processes have out there.
mkdir "$folder/proc"
mount --rbind /proc "$folder/proc"
mount -t proc proc /proc

# The switch is a namespace as well: what the machine's packet filter does to bridges is none of its business.
mkfifo "$folder/switch"
# shellcheck disable=SC2016 # expanded by the inner shell
unshare --net sh -c '
    ip link add bridge type bridge && ip link set bridge up &&
    read -r id _ <"$1/proc/self/stat" && echo "$id" >"$1/switch" && exec sleep infinity' \
    switch "$folder" </dev/null >/dev/null &
switch=$!
read -r switch_id <"$folder/switch"

# Both ends at once: there is never a link that nobody would remove. A name that exists is another lab's subnet.
subnet=
for candidate in $(shuf -i 1-250); do
    if [ -n "$(ip -4 route show "10.211.$candidate.0/24")" ]; then continue; fi
    if ip link add "zklab$candidate" type veth peer name uplink netns "$switch" 2>/dev/null; then
        subnet=10.211.$candidate
        break
    fi
done
if [ -z "$subnet" ]; then echo "failed all of 10.211.1.0 to 10.211.250.0 are taken"; exit 1; fi
ip address add "$subnet.1/24" dev "zklab$candidate"
ip link set "zklab$candidate" up
nsenter -t "$switch" -n ip link set uplink master bridge up
echo "subnet $subnet"
echo "switch $switch_id"

number=1
while [ "$number" -le "$count" ]; do
    mkdir "$folder/zk$number"
    unshare --mount --net --uts --ipc --pid --fork --kill-child \
        sh -c "$host" host "$folder" "$number" "$count" "$subnet" "$switch" "$java" </dev/null &
    number=$((number + 1))
done
exec >/dev/null
while read -r _; do :; done
