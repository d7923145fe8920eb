# Prints what stands on this host of one server, and the lines of those of the files that exist, each after a "|".
# Arguments: config, data and data log folder and the link to the release, its ports (one word), the name of the
# configuration file, systemd unit or ""; paths of files to read, and names of hosts to look up. Behind process.sh.
config=$1 data=$2 log=$3 link=$4 ports=$5
cfg=$config/$6 service_unit=$7
shift
shift 6

process_facts() { # all that the running process shows; its arguments and its environment may hold secrets
    echo "start $start"
    # The fields of its stat are in ticks, of which every Linux counts 100 to user space (USER_HZ).
    if [ -r /proc/uptime ]; then
        read -r up _ </proc/uptime
        echo "uptime $((${up%.*} - start / 100))"
    fi
    echo "state $state"
    echo "matched $matched"
    echo "given $config_argument"
    if [ -n "$config_argument" ]; then resolve "$pid" "$config_argument"; echo "config $really"; fi
    if [ -n "$data_dir" ]; then
        resolve "$pid" "$data_dir"
        echo "data $really"
        if [ "$log_dir" != "$data_dir" ]; then resolve "$pid" "$log_dir"; echo "datalog $really"; fi
    fi
    if first_line "$data/zookeeper_server.pid" && [ "$value" = "$pid" ]; then
        echo "pid-file $data/zookeeper_server.pid"
    fi
    if [ ! -d /proc/self ]; then return; fi
    if [ ! -r "/proc/$pid/environ" ]; then echo hidden; fi
    prefixed argument "$words"
    settings=$(tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ")
    prefixed environment "$settings"
    keeper_of "$pid"
    echo "keeper $keeper"
    is_log_in "$log" || echo apart
}
prefixed() { # word, lines
    while IFS= read -r line; do
        case $1:$line in
            argument:* | environment:ZOO* | environment:ZK_* | environment:JVMFLAGS=* | environment:SERVER_JVMFLAGS=*) ;;
            environment:JAVA_HOME=* | environment:KAFKA_* | environment:LOG_DIR=* | environment:JMX*) ;;
            environment:SUPERVISOR_*_NAME=* | environment:CLASSPATH=* | environment:HOME=*) ;;
            *) continue ;;
        esac
        printf '%s %s\n' "$1" "$line"
    done <<END
$2
END
}

# shellcheck disable=SC2086 # numbers
find_server "$cfg" "$data" $ports
echo "pid $pid"
echo "$details"
if [ -n "$also" ]; then echo "also$also"; fi
if [ -n "$pid" ]; then process_facts; fi
tell() { first_line "$2"; echo "$1 $value"; }
tell started-pid "$config/started/pid"
known=$value
known_start() { [ "$known" = "$pid $start" ] || [ "$known" = "$pid" ]; }
for file in "$data"/version-2/snapshot.* "$log"/version-2/log.*; do
    if [ -e "$file" ]; then echo "txn ${file##*/}"; fi
done
for folder in "$data"/version-2.left-*; do
    if [ -d "$folder" ]; then echo "aside $folder"; break; fi
done
# A server makes both folders when it starts: where one is not there, its disk may not be mounted.
if [ -d "$data/version-2" ] && [ ! -d "$log/version-2" ]; then echo "missing $log"; fi
if [ -d "$log/version-2" ] && [ ! -d "$data/version-2" ]; then echo "missing $data"; fi
tell epoch "$data/version-2/acceptedEpoch"
tell current-epoch "$data/version-2/currentEpoch"
# A link of ours names a folder beside it; whatever else stands there is not ours to replace.
if first_line "$link/.archive-sha512" && target=$(readlink "$link") && [ "${target#*/}" = "$target" ]; then
    echo "release $value $target"
elif [ -L "$link" ]; then
    echo "link $(readlink "$link")"
elif [ -e "$link" ]; then
    echo "link no link"
fi
for lock in "${link%/*}"/*.lock; do
    if [ -f "$lock" ]; then lock=${lock##*/}; echo "lock ${lock%.lock}"; fi
done
first_line "$data/myid"
printf 'myid %.40s\n' "$value"
if [ -e "$cfg.dynamic.next" ]; then echo "pending $(sed -n 's/^version=//p' "$cfg.dynamic.next" 2>/dev/null)"; fi
lookup() { echo "name $1 $(addresses_of "$1")"; }
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
pointer=
if [ -f "$cfg" ] && [ -r "$cfg" ]; then
    settings_of "$cfg"
    # ZooKeeper may have replaced both files in between, and has deleted the one of before.
    if [ -n "$pointer" ] && [ ! -e "$pointer" ]; then settings_of "$cfg"; fi
fi
# Key stores and logins are told by their digest.
for file in "$config/keystore.pem" "$config/truststore.pem" "$config/jaas.conf"; do
    if [ -r "$file" ]; then echo "digest $(sha256sum <"$file" | cut -c 1-64) $file"; fi
    if [ -e "$file.former" ]; then echo "kept ${file##*/}"; fi
done
# Of a key store its certificates, which every client is shown; not the key.
if [ -r "$config/keystore.pem" ]; then
    echo "file $config/keystore.pem"
    sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/s/^/|/p' "$config/keystore.pem"
fi
# When files were written, of a process that is not known to have been started with them.
if [ -n "$pid" ] && ! known_start; then
    stat -L -c 'written %Y %n' "$cfg" "$config/java.env" "$config/log4j.properties" "$config/logback.xml" \
        "$config/keystore.pem" "$config/truststore.pem" "$config/jaas.conf" ${pointer:+"$pointer"} 2>/dev/null
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
