# Prints every ZooKeeper server that runs on this host, however it was started, and the files that it was started with.
# Changes nothing. Behind process.sh. Each server's lines follow a line "server"; lines of files stand behind a "|".
echo "host $(hostname 2>/dev/null || uname -n)"
echo "host $(hostname -f 2>/dev/null)"
if [ -r /proc/net/fib_trie ]; then
    awk '/32 host LOCAL/ { print "host " last } { last = $NF }' /proc/net/fib_trie | sort -u
fi

text() { # WORD FILE: its lines
    if [ -n "$2" ] && [ -f "$2" ] && [ -r "$2" ]; then
        echo "file $1"
        sed 's/^/|/' "$2"
        echo
    fi
}

# The variables that a restart needs: who calls, and where it was called, is of no account.
environment() {
    tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" |
        grep -E '^(ZOO[A-Z0-9_]*|ZK_[A-Z_]*|JVMFLAGS|SERVER_JVMFLAGS|JAVA_HOME|JMX[A-Z]*|KAFKA_[A-Z0-9_]*|LOG_DIR|EXTRA_ARGS|CLASSPATH|SUPERVISOR_[A-Z_]*)=' |
        sed 's/^/environment /'
}

# Commands that would start it again, by the scripts beside the release: the first that exists. And the options for Java
# that stand in the text of these scripts, and of the files for settings that they read.
start_command() { # FOLDER CONFIG SETTINGS
    case $1 in */lib | */libs | */share/java/kafka) folder=${1%/*} ;; *) folder=$1 ;; esac
    if [ -x /etc/init.d/zookeeper ] && [ "${2#/etc/zookeeper/}" != "$2" ] && [ ! -x "$folder/bin/zkServer.sh" ]; then
        printf 'command %s\n' /etc/init.d/zookeeper start
        options_in written /etc/init.d/zookeeper /etc/default/zookeeper /etc/zookeeper/conf/environment
    elif [ -x "$folder/bin/zkServer.sh" ]; then
        printf 'command %s\n' "$folder/bin/zkServer.sh" start "$2"
        options_in written "$folder/bin/zkServer.sh" "$folder/bin/zkEnv.sh"
        settings=${3:-$folder/conf}
        if [ ! -e "$settings" ]; then settings=$folder/etc/zookeeper; fi
        options_in configured "$settings/java.env" "$settings/zookeeper-env.sh"
    elif [ -x "$folder/bin/zookeeper-server-start.sh" ]; then
        printf 'command %s\n' "$folder/bin/zookeeper-server-start.sh" -daemon "$2"
        options_in written "$folder/bin/zookeeper-server-start.sh" "$folder/bin/kafka-run-class.sh"
    elif [ -x /usr/bin/zookeeper-server-start ]; then
        printf 'command %s\n' /usr/bin/zookeeper-server-start -daemon "$2"
        options_in written /usr/bin/zookeeper-server-start /usr/bin/kafka-run-class
    fi
}

options_in() { # WORD FILE...: words like -Xmx1g, outside of comments and of what is for clients
    word=$1
    shift
    # shellcheck disable=SC2020 # sets of characters
    cat "$@" 2>/dev/null | sed '/^[[:space:]]*#/d; /CLIENT_JVMFLAGS=/d' | tr '\t"'"'"' ' '\n\n\n\n' |
        sed 's/^[A-Za-z_][A-Za-z0-9_]*=-/-/' | grep -E '^-([XD].|javaagent:|agent[lp]|server$|e?sa$|ea|-add-)' |
        sort -u | sed "s/^/$word /"
}

names() { # FILE: hosts of its lines of members, as this host resolves them
    # shellcheck disable=SC2013 # names without blanks
    for name in $(sed -n 's/^[[:space:]]*server\.[0-9]*[[:space:]]*[=:][[:space:]]*\([A-Za-z0-9_.-]*\):.*/\1/p' "$1" |
        sort -u); do
        echo "name $name $(getent ahosts "$name" 2>/dev/null | awk '{ print $1 }' | sort -u | tr '\n' ' ')"
    done
}

# settings_on_path PID RELEASE: the folder that zkServer.sh was given by --config, which it hands down to no environment:
# the first one of the class path with files that its scripts and Java's logging read. Nothing where it is the release's.
settings_on_path() {
    case $newline$words in *"$newline-Dzookeeper.log.dir="*) ;; *) return ;; esac
    entries=$(printf '%s\n' "$words" | sed -n '/^-cp$\|^-classpath$/{n;p;q;}' | tr : '\n')
    while IFS= read -r entry; do
        seen_at "$1" "${entry:-.}"
        for name in java.env zookeeper-env.sh log4j.properties logback.xml zoo.cfg; do
            if [ ! -f "$there/$name" ]; then continue; fi
            if same "$there" "$2/conf"; then return; fi
            resolve "$1" "$entry"
            echo "$really"
            return
        done
    done <<END
$entries
END
}

for candidate in $(candidates); do
    examine "$candidate" || continue
    echo server
    echo "pid $candidate"
    echo "start $start"
    echo "state $state"
    printf '%s\n' "$words" | sed 's/^/argument /'
    echo "given $config_argument"
    resolve "$candidate" "$config_argument"
    config_file=$really
    echo "config $config_file"
    resolve "$candidate" "$data_dir"
    echo "data $really"
    resolve "$candidate" "$log_dir"
    echo "datalog $really"
    log_folder=$really
    sockets "$candidate"
    is_log_in "$log_folder" || echo apart
    printf '%s\n' "$details"
    keeper_of "$candidate"
    echo "keeper $keeper"
    environment "$candidate"
    seen_at "$candidate" "$data_dir"
    if first_line "$there/myid"; then printf 'myid %.40s\n' "$value"; fi
    if [ ! -r "/proc/$candidate/environ" ]; then echo hidden; fi
    jar=$(printf '%s\n' "$details" | sed -n 's/^jar //p' | sed 1q)
    # Packages of distributions name it without the version, which a link beside it has.
    for link in "${jar%.jar}"-[0-9]*.jar; do
        if [ "$link" -ef "$jar" ]; then echo "jar-link $link"; fi
    done
    settings=$(tr '\0' '\n' 2>/dev/null <"/proc/$candidate/environ" | sed -n 's/^ZOOCFGDIR=//p')
    case $jar in */*) jar=${jar%/*} ;; *) jar=/nowhere ;; esac
    if [ -z "$settings" ]; then
        settings=$(settings_on_path "$candidate" "${jar%/lib}")
        if [ -n "$settings" ]; then echo "settings $settings"; fi
    fi
    start_command "$jar" "$config_file" "$settings"
    text config "$config_at"
    members=$config_at
    if [ -n "$pointer" ]; then
        seen_at "$candidate" "$pointer"
        members=$there
        text members "$members"
    fi
    if [ -r "$members" ]; then names "$members"; fi
done
exit 0
