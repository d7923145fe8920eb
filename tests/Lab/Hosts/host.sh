# One host: the first process in namespaces of its own for mounts, network, processes and name.
# Arguments: folder of the lab, number, number of hosts, subnet, process id of the switch, JAVA_HOME.
# Prints "host NUMBER ID KEY": its process id on the machine and its public host key; or "failed" and why.
set -eu
lab=$1 number=$2 count=$3 subnet=$4 switch=$5 java=$6
name=zk$number address=$subnet.$((10 + number)) root=/mnt
exec 2>>"$lab/$name/host.log" 3<"$lab/$name/host.log"
trap 'echo "failed $name: $(tail -n 1 <&3)"' EXIT
read -r id _ <"$lab/proc/self/stat"

nsenter -t "$switch" -n ip link add "$name" type veth peer name eth0 netns 1
nsenter -t "$switch" -n ip link set "$name" master bridge up
hostname "$name"
ip link set lo up
ip address add "$address/24" dev eth0
ip link set eth0 up
ip route add default via "$subnet.1"

# The parts of the file system that are this host's own go with it; its logs stay for those who look into a failure.
mount -t tmpfs -o mode=755 tmpfs $root
cd $root
mkdir -p opt/java var/lib var/log root home/deploy run/sshd tmp bin
chmod 700 root
chmod 1777 tmp
mkdir "$lab/$name/log"
mount --bind "$lab/$name/log" var/log
mount --bind "$java" opt/java
ln -s /opt/java/bin/java bin/java
cp -a /etc .

cd etc
rm -rf zookeeper ssh/ssh_host_* ssh/sshd_config
mkdir -p sudoers.d systemd/system
echo "$name" >hostname
: >resolv.conf
echo "127.0.0.1 localhost" >hosts
for other in $(seq "$count"); do echo "$subnet.$((10 + other)) zk$other"; done >>hosts
add_user() { # name, id, home
    sed -i "/^$1:/d" passwd shadow group
    echo "$1:x:$2:$2::$3:/bin/sh" >>passwd
    echo "$1:*:19000::::::" >>shadow
    echo "$1:x:$2:" >>group
}
add_user deploy 41001 /home/deploy
add_user zookeeper 41002 /var/lib/zookeeper
echo 'deploy ALL=(ALL:ALL) NOPASSWD: ALL' >sudoers.d/deploy
chmod 440 sudoers.d/deploy
for home in "$root/root" "$root/home/deploy"; do
    mkdir "$home/.ssh"
    cp "$lab/id_ed25519.pub" "$home/.ssh/authorized_keys"
    chmod 700 "$home/.ssh"
done
chown -R 41001:41001 "$root/home/deploy"
ssh-keygen -q -t ed25519 -N '' -C "$name" -f ssh/ssh_host_ed25519_key
cat >ssh/sshd_config <<CONFIG
ListenAddress $address
HostKey /etc/ssh/ssh_host_ed25519_key
PidFile /run/sshd.pid
UsePAM no
UseDNS no
PasswordAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
MaxSessions 100
LogLevel VERBOSE
Subsystem sftp internal-sftp
CONFIG
read -r type key _ <ssh/ssh_host_ed25519_key.pub

cd /
for own in var/lib var/log root home run tmp etc opt; do mount --rbind "$root/$own" "/$own"; done
mount --bind $root/bin /usr/local/bin
mount -t proc proc /proc
"$(command -v sshd || echo /usr/sbin/sshd)" -f /etc/ssh/sshd_config -E /var/log/sshd.log
turns=500
until [ -s /run/sshd.pid ]; do
    turns=$((turns - 1))
    if [ $turns -le 0 ]; then echo "sshd does not start: $(tail -n 1 /var/log/sshd.log)" >&2; exit 1; fi
    sleep 0.01
done
echo "host $number $id $type $key"
trap - EXIT
exec >/dev/null
sleep infinity &
wait
