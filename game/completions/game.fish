# fish completion for game(1).

function __game_paths -d 'Folders and files with this ending; any file if there is none'
    set -l begun (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l all (complete -C "'' $begun" | string replace -r '\t.*' '')
    string match -r '.*(?:/|'(string escape --style=regex -- $argv[1])')$' -- $all
    or string collect -- $all
end

function __game_is_ctl -d 'The command line is one of game ctl'
    set -l words (commandline -opc)
    test "$words[2]" = ctl
end

function __game_ctl_words -d 'How many words follow game ctl, without options'
    set -l words (commandline -opc)
    count (string match -v -- '-*' $words[3..])
end

complete -c game -f
complete -c game -n 'not __game_is_ctl; and not __fish_seen_argument -l replay -l verify -l ask' -xa '(__game_paths .json)'
complete -c game -n 'test (count (commandline -opc)) -eq 1' -a ctl -d 'Send commands to a running game'
complete -c game -n '__game_is_ctl; and test (__game_ctl_words) -eq 0' -F
complete -c game -n '__game_is_ctl; and test (__game_ctl_words) -eq 1' \
    -xa 'list status kill start restart quit help subscribe 1 2 3 4'
complete -c game -n __game_is_ctl -l json -d 'Print each answer as a line of JSON'
complete -c game -n __game_is_ctl -l timeout -x -d 'Seconds to wait for an answer'

complete -c game -l players -rF -d 'The players program'
complete -c game -l launcher -xa '(__fish_complete_command)' -d 'Put these words before every command'
complete -c game -l seed -x -d 'Make the same moves on every run'
complete -c game -l replay -xa '(__game_paths .ndjson)' -d 'Show a run again from its log'
complete -c game -n '__fish_seen_argument -l replay' -xa '(__game_paths .ndjson)'
complete -c game -l verify -xa '(__game_paths .ndjson)' -d 'Play the moves of a log again, and compare'
complete -c game -l ask -xa '(__game_paths .ndjson)' -d 'Ask a bot what a player was asked'
complete -c game -l referee -xa 'snake paint' -d 'Act as a referee program'
complete -c game -l part -x -d 'Run the K-th of N parts of the scenario'
complete -c game -l agent -d 'Run workers on this host for a game elsewhere'
complete -c game -l check -d 'Print the timetable, start nothing'
complete -c game -l speed -x -d 'Run X times faster'
complete -c game -l start-at -x -d 'Start at that time'
complete -c game -l max-running -x -d 'Run at most N workers at once'
complete -c game -l stop-timeout -x -d 'Seconds between SIGTERM and SIGKILL'
complete -c game -l fail-fast -d 'Stop all workers when one fails'
complete -c game -l no-limits -d 'Let the players of a match think as long as they want'
complete -c game -l keep-running -d 'Keep running when the last worker has ended'
complete -c game -l no-keyboard -d 'Read no commands from standard input'
complete -c game -l control -rF -d 'Accept commands on a Unix socket'
complete -c game -l control-mode -xa '0600 0660' -d 'Permissions of the socket'
complete -c game -l serve -x -d 'Show the run in browsers'
complete -c game -l play -d 'Let people play in browsers'
complete -c game -l output -xa 'text ndjson' -d 'Format of standard output'
complete -c game -l live -d 'Show the run on the whole terminal'
complete -c game -l log -xa '(__game_paths .ndjson)' -d 'Also write all events to a file'
complete -c game -l append -d 'Keep what is in the log'
complete -c game -l timeline -xa '(__game_paths .svg)' -d 'Draw the run when it ends'
complete -c game -l standings -rF -d 'Write the standings of a tournament'
complete -c game -l summary -d 'Print a table of the workers at the end'
complete -c game -l timestamps -a 'start wall' -d 'Print the time before every line'
complete -c game -l no-clock -d 'Do not print the clock'
complete -c game -l color -xa 'auto always never' -d 'Colour the text'
complete -c game -s h -l help -d 'Show the help and exit'
complete -c game -l version -d 'Show the version and exit'
