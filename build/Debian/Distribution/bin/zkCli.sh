#!/bin/sh
# The command line client: zkCli.sh -server HOST:PORT [command]
case $0 in */*) ZOOBIN=${0%/*} ;; *) ZOOBIN=. ;; esac
. "$ZOOBIN/zkEnv.sh"
set -f # the * of the class path is java's to expand
# shellcheck disable=SC2086 # flags are words
exec "$JAVA" "-Dzookeeper.log.dir=$ZOO_LOG_DIR" -cp "$CLASSPATH" $CLIENT_JVMFLAGS ${JVMFLAGS:-} \
  org.apache.zookeeper.ZooKeeperMain "$@"
