# Notes with which files a running server that the suite did not start was started, before they are changed. Only where
# none of them is newer than the process.
# Arguments: process id and start (one word), config folder, service account or "", name of the configuration file.
process=$1 config=$2 user=$3 name_of_cfg=$4
note_started && note_pid "$process" || exit 73
