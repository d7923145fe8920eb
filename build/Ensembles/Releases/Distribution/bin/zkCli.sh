#!/bin/sh
# The command line client: zkCli.sh -server HOST:PORT [command]
. "$(dirname "$0")/zkEnv.sh"
set -f # the * of the class path is java's to expand
# shellcheck disable=SC2086 # flags are words
exec "$JAVA" "-Dzookeeper.log.dir=$ZOO_LOG_DIR" -cp "$CLASSPATH" $CLIENT_JVMFLAGS ${JVMFLAGS:-} \
  org.apache.zookeeper.ZooKeeperMain "$@"
