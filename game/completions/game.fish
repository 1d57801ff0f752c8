# fish completion for game(1).

function __game_paths -d 'Folders, and files that end so; any file if there is none'
    set -l begun (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l all (complete -C "'' $begun" | string replace -r '\t.*' '')
    string match -r '.*(?:/|'(string escape --style=regex -- $argv[1])')$' -- $all
    or string collect -- $all
end

complete -c game -f
complete -c game -n 'not __fish_seen_argument -l replay' -xa '(__game_paths .json)'

complete -c game -l players -rF -d 'The players program'
complete -c game -l launcher -xa '(__fish_complete_command)' -d 'Put these words before every command'
complete -c game -l seed -x -d 'Give worker K the seed N + K - 1'
complete -c game -l replay -xa '(__game_paths .ndjson)' -d 'Play a log again'
complete -c game -l referee -xa 'snake paint' -d 'Referee matches on standard input and output'
complete -c game -l check -d 'Say the timetable, start nothing'
complete -c game -l speed -x -d 'Run so many times faster'
complete -c game -l max-running -x -d 'Run at most so many workers at once'
complete -c game -l stop-timeout -x -d 'Seconds between SIGTERM and SIGKILL'
complete -c game -l fail-fast -d 'The first that fails stops all others'
complete -c game -l keep-running -d 'Wait for more when the last has ended'
complete -c game -l control -rF -d 'Obey commands from a Unix socket'
complete -c game -l output -xa 'text ndjson' -d 'What to write on standard output'
complete -c game -l log -xa '(__game_paths .ndjson)' -d 'Write what happens to a file as well'
complete -c game -l timeline -xa '(__game_paths .svg)' -d 'Draw the run when it ends'
complete -c game -l summary -d 'End with a table of the workers'
complete -c game -l timestamps -d 'Put the time before every line'
complete -c game -l no-clock -d 'Do not tell the time'
complete -c game -l color -xa 'auto always never' -d 'Colour the text'
complete -c game -s h -l help -d 'Say the options and end'
complete -c game -l version -d 'Say the version and end'
