# Ends what drills on this machine have left behind that were killed: the server, and the folder with all of its files.
# Only folders of this very account by the name that a drill gives them, whose process is gone. Arguments: the folder of
# temporary files. Says "ended PID FOLDER" and "removed FOLDER".
LC_ALL=C
export LC_ALL
here=$(readlink /proc/self/ns/pid | tr -cd 0-9)

# When a process was started, in ticks since the boot; nothing where there is none.
started() {
    sed -n 's/^.*) //p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# Process numbers of this account's ZooKeeper servers that run with the folder's configuration.
servers() {
    for process in /proc/[0-9]*; do
        if [ -O "$process" ] && tr '\0' '\n' <"$process/cmdline" 2>/dev/null \
            | awk -v wanted="$1/conf/zoo.cfg" '
                /^org\.apache\.zookeeper\.server\.quorum\.QuorumPeerMain$/ { server = 1 }
                $0 == wanted { with = 1 }
                END { exit !(server && with) }'; then
            echo "${process#/proc/}"
        fi
    done
}

for folder in "$1"/ensemble-drill-*-*-*-*; do
    if [ ! -d "$folder" ] || [ -L "$folder" ] || [ ! -O "$folder" ]; then continue; fi
    owner=${folder##*/ensemble-drill-}
    pid=${owner%%-*} owner=${owner#*-}
    start=${owner%%-*} owner=${owner#*-}
    # What runs in another space of process numbers is not seen from here.
    if [ -z "$here" ] || [ "${owner%%-*}" != "$here" ]; then continue; fi
    case $pid$start in *[!0-9]*) continue ;; esac
    if [ "$(started "$pid")" = "$start" ]; then continue; fi
    for server in $(servers "$folder"); do
        kill -9 "$server" && echo "ended $server $folder"
        tries=0
        while [ -d "/proc/$server" ] && [ -n "$(servers "$folder")" ] && [ $tries -lt 100 ]; do
            tries=$((tries + 1))
            sleep 0.1
        done
    done
    rm -rf -- "$folder" && echo "removed $folder"
done
exit 0
