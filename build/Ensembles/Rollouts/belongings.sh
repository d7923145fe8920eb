# Folders and files of a server that may run as another account than ours.
# Needs as_user, at, owns and make_folder, and $user, $config, $data, $datalog and $log.

make_folders() { # outer ones first: they have the shorter names
    if [ -d "$config" ] && [ -d "$data" ] && [ -d "$datalog" ] && [ -d "$log" ]; then return 0; fi
    printf '%s\n' "022 $config" "027 $data" "027 $datalog" "027 $log" | awk '{ print length, $0 }' | sort -n |
        while read -r _ mask folder; do make_folder "$folder" "$mask" || exit 1; done
}

is_theirs() { # the server has data that did not begin with a start by the suite
    { [ -e "$data/version-2" ] || [ -e "$datalog/version-2" ]; } && ! grep -qxF "$data" "$config/started/made" 2>/dev/null
}

give_over() { # files that we wrote as ourselves, with no second name elsewhere; of theirs those that the account cannot read
    if is_own; then return 0; fi
    set -- "$config/${name_of_cfg:-zoo.cfg}" "$config/${name_of_cfg:-zoo.cfg}.dynamic" "$config/java.env" \
        "$config/log4j.properties" "$config/logback.xml" "$config/keystore.pem" "$config/truststore.pem" \
        "$config/jaas.conf" "$data/myid"
    for file; do
        # shellcheck disable=SC2016 # expanded by the inner shell
        if is_theirs && as_user sh -c '[ -r "$1" ]' sh "$file" 2>/dev/null; then continue; fi
        find "$file" -prune -type f -links 1 -user "$own_name" -exec chown -h "$user:" {} + 2>/dev/null
    done
    return 0
}

allow_empty() { # the server may vote although it has no data
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$datalog" sh -c 'umask 027; : >"$1/initialize"' sh "$datalog"
}

note_started() { # copies of the files that the server is started with, or was
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$config" sh -c '
        umask 027
        cd "$1" && mkdir -p started || exit 73
        rm -f started/pid started/zoo.cfg started/java.env started/log4j.properties started/logback.xml started/sealed \
            started/truststore.pem
        if [ -e "$2" ]; then cp -p "$2" started/zoo.cfg; fi
        set --
        for file in java.env log4j.properties logback.xml truststore.pem; do
            if [ -e "$file" ]; then set -- "$@" "$file"; fi
        done
        [ $# = 0 ] || cp -p "$@" started/
        for file in keystore.pem truststore.pem jaas.conf; do
            if [ -r "$file" ]; then sha256sum "$file" >>started/sealed; fi
        done' sh "$config" "${name_of_cfg:-zoo.cfg}"
}

note_made() { # the data folder, where the server's data begin with this start
    if [ -e "$data/version-2" ] || [ -e "$datalog/version-2" ]; then return 0; fi
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$config" sh -c 'umask 027; printf "%s\n" "$2" >"$1/started/made"' sh "$config" "$data"
}

note_places() { # which folders and data these are: what has come in their place later is not ours to remove
    if ! grep -qxF "$data" "$config/started/made" 2>/dev/null; then return 0; fi
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$config" sh -c '
        umask 027
        places=$1/started/places
        shift
        for place; do
            shift
            if [ -d "$place" ]; then set -- "$@" "$place"; fi
        done
        stat -L -c "%d:%i %n" "$@" >"$places"' sh "$config" "$config" "$log" "$data" "$datalog" "$data/version-2" "$datalog/version-2"
}

note_pid() { # of the process that was started with the noted files
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$config" sh -c 'umask 027; echo "$2" >"$1/started/pid"' sh "$config" "$1"
}

clean_start() { # command: as the service account, in a session of its own, and with no more of our environment than a
    # server needs: neither secrets of the run nor the mark by which a build server ends what its job has started.
    (
        for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
            case $name in
                PATH | HOME | USER | LOGNAME | SHELL | LANG | LC_* | TZ | TMPDIR | LD_LIBRARY_PATH) ;;
                JAVA_HOME | JAVA_TOOL_OPTIONS | JDK_JAVA_OPTIONS | _JAVA_OPTIONS) ;;
                ZOO* | JVMFLAGS | SERVER_JVMFLAGS | JMX*) ;;
                *) unset "$name" ;;
            esac
        done
        umask 027 # for the scripts of releases that do not know ZOO_UMASK
        if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; fi
        as_user "$@"
    )
}
