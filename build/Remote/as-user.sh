# as_user COMMAND: runs it as the account $user; as the account that we are where $user is empty or that one.
# Needs root for another account. The environment goes along; USER, LOGNAME and HOME are the account's.
own_name='' asked_user=''
as_user() {
    if is_own; then
        "$@"
        return
    fi
    # Who it is is asked once.
    if [ "$asked_user" != "$user" ]; then
        user_home=$(getent passwd "$user" 2>/dev/null) user_home=${user_home%:*} user_home=${user_home##*:}
        user_group=$(id -g "$user") asked_user=$user
    fi
    set -- env "USER=$user" "LOGNAME=$user" "HOME=${user_home:-/}" "$@"
    if command -v setpriv >/dev/null 2>&1; then
        setpriv --reuid "$user" --regid "$user_group" --init-groups -- "$@"
    elif command -v runuser >/dev/null 2>&1; then
        runuser -u "$user" -- "$@"
    else
        # shellcheck disable=SC2016 # expanded by the inner shell
        su -m -s /bin/sh "$user" -c '"$0" "$@"' "$@"
    fi
}

is_own() { # no account is told, or it is ours
    if [ -z "$user" ]; then return 0; fi
    own_name=${own_name:-$(id -un)}
    [ "$user" = "$own_name" ]
}

# What is made on a host belongs to the account that it is for. Where that account may write, it does the work itself,
# not root: a link that is put in the way leads no further than the account could go. What stands there keeps its owner.

owns() { # path: another account, $user, may write there, or may give itself the right to
    if is_own; then return 1; fi
    # shellcheck disable=SC2016 # expanded by the inner shell
    as_user sh -c '[ -w "$1" ] || [ -O "$1" ]' sh "$1" 2>/dev/null
}

at() { # folder, command: as $user where the folder is the account's, else as ourselves
    if owns "$1"; then
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
    new=$1
    if ! is_own && ! owns "$outer"; then new=${1%/*}/.${1##*/}~new; fi
    # shellcheck disable=SC2016 # expanded by the inner shell
    at "$outer" sh -c 'umask 022; mkdir -p -- "${1%/*}/" && umask "$2" && mkdir -p -- "$3"' sh "$1" "$2" "$new" ||
        return 1
    if [ "$new" = "$1" ]; then return 0; fi
    # It gets its owner before its name: a run that is killed in between leaves no folder that the account cannot use.
    chown -h "$user:" "$new" && mv -T -- "$new" "$1"
}
