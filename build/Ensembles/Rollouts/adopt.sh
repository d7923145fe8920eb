# Notes with which files a running server, started by somebody else, was started, before they are changed.
# Arguments: process id, config folder, service account or "".
pid=$1 config=$2 user=$3
note_started && note_pid "$pid" || exit 73
