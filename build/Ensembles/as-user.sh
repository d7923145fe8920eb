# as_user COMMAND: runs it as the account $user; as the account that we are where $user is empty or that one.
# Needs root for another account. The environment goes along; USER, LOGNAME and HOME are the account's.
as_user() {
    if [ -z "$user" ] || [ "$user" = "$(id -un)" ]; then
        "$@"
        return
    fi
    home=$(getent passwd "$user" 2>/dev/null | cut -d : -f 6)
    set -- env "USER=$user" "LOGNAME=$user" "HOME=${home:-/}" "$@"
    if command -v setpriv >/dev/null 2>&1; then
        setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- "$@"
    elif command -v runuser >/dev/null 2>&1; then
        runuser -u "$user" -- "$@"
    else
        # shellcheck disable=SC2016 # expanded by the inner shell
        su -m -s /bin/sh "$user" -c '"$0" "$@"' "$@"
    fi
}

