# Prints who is connected to ports of this host: of each connection its local and its remote end, in the
# hexadecimal digits of /proc/net/tcp and tcp6. Arguments: ports in four hexadecimal digits.
awk -v ports=" $* " '
    $4 == "01" { # ESTABLISHED
        port = substr($2, index($2, ":") + 1)
        if (index(ports, " " port " ")) print $2, $3
    }
' /proc/net/tcp /proc/net/tcp6 2>/dev/null
exit 0
