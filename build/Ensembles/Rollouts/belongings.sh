# Folders and files of a server that may run as another account than ours. Needs as_user, $user, $config, $data,
# $datalog and $log. Where the account may write, the account itself does the work, not root: a link that is put in the
# way leads no further than the account could go. Only what is made here gets an owner; what stands there keeps its own.

is_ours() { # path: the service account may write there, or may give itself the right to
    [ -n "$user" ] && [ "$user" != "$(id -un)" ] || return 1
    # shellcheck disable=SC2016 # expanded by the inner shell
    as_user sh -c '[ -w "$1" ] || [ -O "$1" ]' sh "$1" 2>/dev/null
}

at() { # folder, command: as the service account where the folder is its own, else as ourselves
    if is_ours "$1"; then
        shift
        as_user "$@"
    else
        shift
        "$@"
    fi
}

make_folder() { # path, umask: makes it unless it is there, and its parents, which others may enter
    if [ -d "$1" ]; then return 0; fi
    outer=$1
    while [ ! -d "$outer" ]; do outer=${outer%/*} outer=${outer:-/}; done
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$outer" sh -c 'umask 022; mkdir -p -- "${1%/*}" && umask "$2" && mkdir -p -- "$3"' \
        sh "$1" "$2" "$(aside "$outer" "$1")" || return 1
    new=$(aside "$outer" "$1")
    if [ "$new" = "$1" ]; then return 0; fi
    # It gets its owner before its name: a run that is killed in between leaves no folder that nobody may use.
    chown -h "$user:" "$new" && mv -T -- "$new" "$1"
}

aside() { # existing outer folder, path: the name under which root makes what is the service account's
    if [ -z "$user" ] || [ "$user" = "$(id -un)" ] || is_ours "$1"; then
        echo "$2"
    else
        echo "${2%/*}/.${2##*/}~new"
    fi
}

make_folders() { # outer ones first: they have the shorter names
    printf '%s\n' "022 $config" "027 $data" "027 $datalog" "027 $log" | awk '{ print length, $0 }' | sort -n |
        while read -r _ mask folder; do make_folder "$folder" "$mask" || exit 1; done
}

give_over() { # what root wrote becomes the account's
    if [ -z "$user" ] || [ "$user" = "$(id -un)" ]; then return 0; fi
    for folder in "$config" "$data" "$datalog" "$log"; do
        if [ -d "$folder" ]; then find "$folder" -user "$(id -un)" -exec chown -h "$user:" {} + || return 1; fi
    done
}

allow_empty() { # the server may vote although it has no data
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$datalog" sh -c 'umask 027; : >"$1/initialize"' sh "$datalog"
}

note_started() { # copies of the files that the server is started with, or was
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$config" sh -c '
        umask 027
        mkdir -p "$1/started" && rm -f "$1/started/pid" || exit 73
        for file in zoo.cfg java.env log4j.properties logback.xml; do
            rm -f "$1/started/$file"
            if [ -e "$1/$file" ]; then cp -p "$1/$file" "$1/started/$file"; fi
        done' sh "$config"
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
        if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; fi
        as_user "$@"
    )
}
