# Removes what the suite and its server have made in a server's folders, by name, and the folders when nothing is left
# in them; prints what stays, a line each. Follows no link. Arguments: config, data, data log and log folder, id,
# "own" where all of them lie in the suite's own folder, else "".
config=$1 data=$2 datalog=$3 log=$4 id=$5 place=$6
LC_ALL=C
export LC_ALL

remove() { # folder, patterns: plain files of these names
    if [ ! -d "$1" ] || [ -L "$1" ]; then return; fi
    folder=$1
    shift
    for pattern; do
        find "$folder" -mindepth 1 -maxdepth 1 -type f -name "$pattern" -exec rm -f -- {} +
    done
}

is_made() { # the data began with a start by the suite; in its own folder also those of before it noted that
    if grep -qxF "$data" "$config/started/made" 2>/dev/null; then return 0; fi
    if [ "$place" != own ]; then return 1; fi
    for made in "$config/started/zoo.cfg" "$config/zoo.cfg"; do
        if grep -qxF "dataDir=$data" "$made" 2>/dev/null && [ -e "$config/started/pid" ]; then return 0; fi
    done
    return 1
}

store() { # folder: the data of one line of ZooKeeper, or a copy of it
    remove "$1" 'snapshot.*' 'log.*' currentEpoch acceptedEpoch updatingEpoch ensemble-history '*.tmp' myid 'zoo.cfg*' .backup-of-suite
    rmdir -- "$1" 2>/dev/null
}

stays() { # folder: it, or what is left in it
    if [ -d "$1" ] && [ ! -L "$1" ]; then
        rmdir -- "$1" 2>/dev/null || find "$1" -mindepth 1 -maxdepth 1 | head -n 20
    elif [ -e "$1" ] || [ -L "$1" ]; then
        echo "$1"
    fi
}

if is_made; then
    for folder in "$data" "$datalog"; do
        for part in "$folder/version-2" "$folder"/version-2.left-*; do
            if [ -d "$part" ] && [ ! -L "$part" ]; then store "$part"; fi
        done
        remove "$folder" initialize zookeeper_server.pid 'myid.left-*'
    done
    if [ "$(cat "$data/myid" 2>/dev/null)" = "$id" ]; then remove "$data" myid; fi
    for copy in "$data"/backups/*; do
        if [ -d "$copy" ] && [ ! -L "$copy" ] && [ -e "$copy/.backup-of-suite" ]; then store "$copy"; fi
    done
    if [ ! -L "$data/backups" ]; then rmdir -- "$data/backups" 2>/dev/null; fi
    remove "$log" zookeeper.log 'zookeeper.log.[0-9]*' 'zookeeper-*-server-*.out' 'zookeeper_audit.log*'
    remove "$config/started" zoo.cfg java.env log4j.properties logback.xml pid made
    if [ ! -L "$config/started" ]; then rmdir -- "$config/started" 2>/dev/null; fi
    remove "$config" 'zoo.cfg' 'zoo.cfg.dynamic*' 'zoo.cfg.bak' 'zoo.cfg.left-*' 'zoo.cfg.former' java.env \
        java.env.former log4j.properties log4j.properties.former logback.xml logback.xml.former leavers
fi
for folder in "$config" "$data" "$datalog" "$log"; do stays "$folder"; done | sort -u
exit 0
