# fish completion for players(1).

complete -c players -f
complete -c players -n 'not __fish_seen_argument -l player' -xa "
    1\t'john and mary'
    2\t'bill and jane'
    3\t'augustin and randalphe'
    4\t'bertrand and juliette'"

complete -c players -l list -d 'List the predefined pairs and exit'
complete -c players -l player -x -d 'Play NAME:CYCLESxPERIOD'
complete -c players -l seed -x -d 'Make the same moves on every run'
complete -c players -l speed -x -d 'Run X times faster'
complete -c players -l strategy -x -a 'random careful' -d 'How moves are chosen'
complete -c players -s h -l help -d 'Show the help and exit'
complete -c players -l version -d 'Show the version and exit'
