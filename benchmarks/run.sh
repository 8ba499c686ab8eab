#!/usr/bin/env bash
# Runs the workloads a to i, or with --remote r1 to r5 between two nodes, and prints the medians; with --peers beside
# Erlang and Pekko, with ratios.
# README.md beside this file says what one op of each workload is and how to read the result.
set -u

usage() {
  cat <<'END'
usage: run.sh [--short] [--remote] [--peers] [--gc g1|parallel|both] [--rounds N] [workload...]

  --short     fewer operations and repetitions
  --remote    the workloads between two nodes, each a program of its own, over the loopback interface
  --peers     Erlang and Pekko too, workload by workload in turn with ours
  --gc        the collector of the JVM programs, ours and Pekko (default: g1)
  --rounds    how often to go through all workloads, each time in new processes (default: 1)
  workload    a b c d e f g h i, with --remote r1 r2 r3 r4 r5 (default: all)

environment: JAVA_HOME (JDK 25 or later, else one is looked for), BENCH_HEAP (default: half of the memory,
at most 8g; with --remote, where two programs run, a quarter, at most 4g), BENCH_JVM (further flags of the JVM programs)
END
}

fail() { echo "run.sh: $*" >&2; exit 2; }

mode=full remote=no peers=no collectors=g1 rounds=1 workloads=()
while [ $# -gt 0 ]; do
  case $1 in
    --short) mode=short ;;
    --remote) remote=yes ;;
    --peers) peers=yes ;;
    --gc)
      case ${2:-} in
        g1 | parallel) collectors=$2 ;;
        both) collectors="g1 parallel" ;;
        *) fail "--gc needs g1, parallel or both" ;;
      esac
      shift ;;
    --rounds)
      [[ ${2:-} =~ ^[1-9][0-9]?$ ]] || fail "--rounds needs a number from 1 to 99"
      rounds=$2
      shift ;;
    -h | --help) usage; exit 0 ;;
    [a-i] | r[1-5]) workloads+=("$1") ;;
    *) usage >&2; fail "what is $1?" ;;
  esac
  shift
done
if [ ${#workloads[@]} -eq 0 ]; then
  [ $remote = yes ] && workloads=(r1 r2 r3 r4 r5) || workloads=(a b c d e f g h i)
fi
for workload in "${workloads[@]}"; do
  case $remote$workload in
    yes[a-i]) fail "$workload is no workload between two nodes" ;;
    nor?) fail "$workload needs --remote" ;;
  esac
done

# No step may hang: seconds for a build (the first one downloads) and for one workload of one program.
build_limit=1200
step_limit=$([ $mode = short ] && echo 180 || echo 900)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
target=$here/target
erl_flags="+P 5000000 -kernel logger_level none"
name=$(date -u +%Y%m%dT%H%M%SZ)-$([ $remote = yes ] && echo remote-)$mode
main=$([ $remote = yes ] && echo RemoteWorkloads || echo Workloads)
raw=$target/results/$name.jsonl
log=$target/results/$name.log
failed=()

# bounded SECONDS COMMAND...: its output is ours, Ctrl-C reaches it, and it ends in time.
bounded() { timeout --foreground -k 10 "$@"; }

is_new_enough() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local major
  major=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${major:-0}" -ge 25 ]
}

find_jdk() {
  local path candidate
  path=$(command -v java) && path=$(dirname "$(dirname "$(readlink -f "$path")")")
  for candidate in "${JAVA_HOME:-}" "$path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.m2/jdks/*; do
    if [ -n "$candidate" ] && is_new_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

# heap_of PART LIMIT: one part of so many of the memory, at most LIMIT gigabytes.
heap_of() {
  local gigabytes
  gigabytes=$(awk -v part="$1" '/^MemTotal:/ { print int($2 / 1048576 / part) }' /proc/meminfo)
  echo "$((gigabytes > $2 ? $2 : gigabytes < 1 ? 1 : gigabytes))g"
}

# heap_flags WORKLOAD. Between two nodes a heap that shrinks in the collection before each repetition, and grows again,
# would be most of what is measured: a page the system has to give costs more than the messages that fit into it. In r5
# the system would have to take all of it back from the program that is killed, before anybody can notice.
heap_flags() {
  local heap=${BENCH_HEAP:-$([ $remote = yes ] && heap_of 4 4 || heap_of 2 8)}
  case $1 in
    r[1-4]) echo "-Xms$heap -Xmx$heap -XX:+AlwaysPreTouch" ;;
    *) echo "-Xmx$heap" ;;
  esac
}

# flags_of COLLECTOR WORKLOAD
flags_of() {
  case $1 in
    g1) echo "-XX:+UseG1GC $(heap_flags "$2") ${BENCH_JVM:-}" ;;
    parallel) echo "-XX:+UseParallelGC $(heap_flags "$2") ${BENCH_JVM:-}" ;;
  esac
}

# step NAME COMMAND...: one program, one workload. Its lines are kept; a failure is told and does not stop the rest.
step() {
  local what=$1 status why=
  shift
  printf '%s\n' "$what" >&2
  printf -- '--- %s\n' "$what" >> "$log"
  bounded $step_limit "$@" 2>> "$log" < /dev/null > "$raw.step"
  status=$?
  if [ $status -eq 124 ] || [ $status -eq 137 ]; then
    why="stopped after $step_limit s"
  elif [ $status -ne 0 ]; then
    why="failed with status $status"
  elif [ ! -s "$raw.step" ]; then
    why="printed nothing"
  fi
  if [ -n "$why" ]; then
    failed+=("$what $why")
    printf '  %s; see %s\n' "$why" "$log" >&2
  fi
  # What it measured before it failed is still a measurement.
  grep '^{.*}$' "$raw.step" >> "$raw"
  rm -f "$raw.step"
}

run_ours() {
  step "actor-$2 $1" "$java" $(flags_of "$2" "$1") "-Dbench.sys=actor-$2" -cp "$target/classes:$target/lib/*" \
    io.actor.benchmarks.$main "$mode" "$1"
}

run_beam() {
  local part
  if [ $remote = yes ]; then
    step "beam $1" erl -name measuring@127.0.0.1 -setcookie benchmark -pa "$target/beam" $erl_flags -noinput \
      -s bench_remote main "$mode" "$1"
    return
  fi
  # Hibernated processes are measured in an emulator of their own, whose memory nobody has used before.
  for part in $([ "$1" = h ] && echo h hh || echo "$1"); do
    step "beam $part" erl -pa "$target/beam" $erl_flags -noinput -s bench main "$mode" "$part"
  done
}

run_pekko() {
  local dispatcher
  for dispatcher in tuned default $([ $remote = yes ] || echo vt); do
    step "pekko-$dispatcher-$2 $1" "$java" $(flags_of "$2" "$1") "-Dbench.sys=pekko-$dispatcher-$2" \
      --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
      -cp "$here/peers/pekko/target/classes:$here/peers/pekko/target/lib/*" \
      io.actor.benchmarks.pekko.$main "$mode" $dispatcher "$1" $([ "$1" = i ] && echo ib)
  done
}

build() {
  echo "building" >&2
  (cd "$root" && bounded $build_limit mvn -q -B -pl benchmarks -am package -DskipTests) >&2 || fail "the build failed"
  [ $peers = yes ] || return 0
  (cd "$here/peers/pekko" && bounded $build_limit mvn -q -B package) >&2 || fail "the build of the Pekko peer failed"
  if [ $erlang = yes ]; then
    mkdir -p "$target/beam"
    bounded $build_limit erlc -o "$target/beam" "$here"/peers/beam/*.erl >&2 || fail "the build of the Erlang peer failed"
  fi
}

erlang_version() {
  erl -noinput -eval 'io:format("Erlang/OTP ~s, erts ~s, ~b schedulers", [erlang:system_info(otp_release),
    erlang:system_info(version), erlang:system_info(schedulers_online)]), halt().'
}

head_of_report() {
  local workload flags last
  echo "# Benchmarks, $name"
  echo
  echo "- machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors," \
    "$(awk '/^MemTotal:/ { print int($2 / 1048576 + 0.5) }' /proc/meminfo) GiB"
  echo "- kernel: $(uname -srm)"
  echo "- load before and after (1 min): $load_before, $(cut -d ' ' -f 1 /proc/loadavg)"
  echo "- actor: $(git -C "$root" describe --always --dirty 2> /dev/null || echo "not from a git clone")"
  echo "- Java: $("$java" -version 2>&1 | tail -n 1)"
  for collector in $collectors; do
    last=
    for workload in "${workloads[@]}"; do
      flags=$(flags_of "$collector" "$workload")
      [ "$flags" = "$last" ] || echo "- JVM flags ($collector, from $workload on): $flags"
      last=$flags
    done
  done
  [ $erlang = yes ] && echo "- beam: $(erlang_version), $erl_flags"
  [ $peers = yes ] && echo "- pekko: $(sed -n 's:.*<pekko.version>\(.*\)</pekko.version>.*:\1:p' "$here/peers/pekko/pom.xml")"
  echo "- mode: $mode, $rounds round(s), $(wc -l < "$raw") lines in $raw"
  [ ${#failed[@]} -eq 0 ] || echo "- FAILED: $(printf '%s; ' "${failed[@]}")"
  echo
}

command -v mvn > /dev/null || fail "Maven (mvn) is not on the PATH"
command -v timeout > /dev/null || fail "timeout (GNU coreutils) is not on the PATH"
[ -r /proc/meminfo ] || fail "needs Linux: machine and memory are read from /proc"
jdk=$(find_jdk) || fail "no JDK 25 or later: set JAVA_HOME to one"
java=$jdk/bin/java
erlang=no
if [ $peers = yes ]; then
  if command -v erl > /dev/null && command -v erlc > /dev/null; then
    erlang=yes
  else
    echo "run.sh: erl is not on the PATH; continuing without the Erlang peer" >&2
  fi
fi

# A program may answer Ctrl-C with an exit status of its own; the run must end all the same.
trap 'exit 130' INT TERM
mkdir -p "$target/results"
build
: > "$raw"
load_before=$(cut -d ' ' -f 1 /proc/loadavg)
for ((round = 1; round <= rounds; round++)); do
  for workload in "${workloads[@]}"; do
    for collector in $collectors; do
      run_ours "$workload" "$collector"
      [ $peers = no ] || run_pekko "$workload" "$collector"
    done
    [ $erlang = no ] || run_beam "$workload"
  done
done
{
  head_of_report
  bounded 60 "$java" -cp "$target/classes:$target/lib/*" io.actor.benchmarks.Table "$raw"
} | tee "$target/results/$name.md"
[ ${#failed[@]} -eq 0 ]
