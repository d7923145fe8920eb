# Removes what the suite and its server have made in a server's folders, by name, and the folders when nothing is left
# in them; prints what stays, a line each. Arguments: config, data, data log and log folder, id, "own" where all of them
# lie in the suite's own folder, else "".
# Follows no link, and leaves a folder that is another one than the suite has noted.
config=$1 data=$2 datalog=$3 log=$4 id=$5 place=$6
LC_ALL=C
export LC_ALL
hex='[0-9a-f]'
places=$(cat "$config/started/places" 2>/dev/null)

remove() { # folder, patterns: plain files of these names; a name that ends in a "." goes on with hexadecimal digits only
    if [ ! -d "$1" ] || [ -L "$1" ]; then return; fi
    folder=$1
    shift
    for pattern; do
        case $pattern in
            *.) find "$folder" -mindepth 1 -maxdepth 1 -type f -name "$pattern$hex*" ! -name "$pattern*[!0-9a-f]*" \
                -exec rm -f -- {} + ;;
            *) find "$folder" -mindepth 1 -maxdepth 1 -type f -name "$pattern" -exec rm -f -- {} + ;;
        esac
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

is_place() { # path: the very folder that the suite has noted; where it has noted none, one without a link on the way
    while read -r noted path; do
        if [ "$path" = "$1" ]; then
            [ "$noted" = "$(stat -L -c %d:%i -- "$1" 2>/dev/null)" ]
            return
        fi
    done <<END
$places
END
    [ ! -e "$1" ] || [ "$(cd -P -- "$1" && pwd)" = "$1" ]
}

store() { # folder: the data of one line of ZooKeeper, or a copy of it
    remove "$1" snapshot. log. 'snapshot.*.gz' 'snapshot.*.snappy' currentEpoch acceptedEpoch updatingEpoch \
        ensemble-history ensemble-inventory '*.tmp' myid zoo.cfg zoo.cfg.former zoo.cfg.bak \
        zoo.cfg.dynamic zoo.cfg.dynamic. .backup-of-suite
    rmdir -- "$1" 2>/dev/null
}

stays() { # folder: it, or what is left in it
    if [ -d "$1" ] && [ ! -L "$1" ]; then
        rmdir -- "$1" 2>/dev/null || find "$1" -mindepth 1 -maxdepth 1 | head -n 20
    elif [ -e "$1" ] || [ -L "$1" ]; then
        echo "$1"
    fi
}

# What the suite moves aside ends in the moment, as 20260131T120000Z.
moment='[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z'

if is_made && is_place "$config" && is_place "$data" && is_place "$datalog"; then
    for folder in "$data" "$datalog"; do
        for part in "$folder/version-2" "$folder"/version-2.left-$moment; do
            if [ -d "$part" ] && [ ! -L "$part" ] && is_place "$part"; then store "$part"; fi
        done
        remove "$folder" initialize zookeeper_server.pid "myid.left-$moment"
    done
    if [ "$(cat "$data/myid" 2>/dev/null)" = "$id" ]; then remove "$data" myid; fi
    if [ ! -L "$data/backups" ]; then
        for copy in "$data"/backups/* "$data"/backups/.*.part; do
            if [ -d "$copy" ] && [ ! -L "$copy" ] && [ -e "$copy/.backup-of-suite" ]; then store "$copy"; fi
        done
        rmdir -- "$data/backups" 2>/dev/null
    fi
    if is_place "$log"; then
        remove "$log" zookeeper.log 'zookeeper.log.[0-9]' 'zookeeper.log.[0-9][0-9]' 'zookeeper-*-server-*.out' \
            zookeeper_audit.log 'zookeeper_audit.log.[0-9]'
    fi
    remove "$config/started" zoo.cfg java.env log4j.properties logback.xml truststore.pem sealed pid made places
    if [ ! -L "$config/started" ]; then rmdir -- "$config/started" 2>/dev/null; fi
    remove "$config" zoo.cfg zoo.cfg.dynamic zoo.cfg.dynamic. zoo.cfg.dynamic.next zoo.cfg.bak \
        "zoo.cfg.left-$moment" zoo.cfg.former java.env \
        java.env.former log4j.properties log4j.properties.former logback.xml logback.xml.former leavers \
        keystore.pem truststore.pem jaas.conf keystore.pem.former truststore.pem.former jaas.conf.former
fi
for folder in "$config" "$data" "$datalog" "$log"; do stays "$folder"; done | sort -u
exit 0
