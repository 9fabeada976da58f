import FleetTraining

/// Workers that are small shell scripts: real processes, real pipes, and every way to misbehave.
///
/// The script trains nothing: it reports every customer as trained, with an archive that nobody
/// has written.
enum ScriptedWorker {
  /// A worker that runs `trouble` (with the customer in `$name`) before it is done with a customer.
  static func command(trouble: String = "", before: String = "", hello: String = "1")
    -> WorkerCommand
  {
    WorkerCommand(
      executable: "/bin/sh", arguments: ["-c", script(trouble, before: before, hello: hello)])
  }

  private static func script(_ trouble: String, before: String, hello: String) -> String {
    """
    sequence=0
    done=
    report() {
      test -z "$done" && return
      echo '{"publishing":true}'
      echo "{\\"outcomes\\":[${done#,}]}"
      done=
    }
    \(before)
    echo '{"hello":\(hello)}'
    while read -r line; do
      case $line in
      *configure*) ;;
      *settle*) report ;;
      *stop*) report; exit 0 ;;
      *batch*)
        names=$(echo "$line" | sed 's/.*\\[//; s/\\].*//; s/[",]/ /g')
        for name in $names; do
          echo "{\\"started\\":$sequence}"
          sequence=$((sequence + 1))
          outcome='["trained",1,3,[],0.5,null,null,"v","00000000000000000000000000000001",1,2,3,4,5]'
          \(trouble)
          done="$done,$outcome"
        done ;;
      esac
    done
    """
  }
}
