# bash completion for game(1). Needs nothing but bash, so it can also be sourced by hand.

# Paths that begin with $1: folders, and files that match the pattern $2.
_game_paths() {
    local path
    compopt -o filenames 2>/dev/null
    while IFS= read -r path; do
        COMPREPLY+=("$path")
    done < <(compgen -d -- "$1"; compgen -f -X "!$2" -- "$1")
    # A file of another name is better than none.
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        while IFS= read -r path; do
            COMPREPLY+=("$path")
        done < <(compgen -f -- "$1")
    fi
}

_game_words() {
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -W "$1" -- "$2")
}

# Completes `game ctl`: $1 is the word to complete, $2 the one before it.
_game_ctl() {
    local i given=0
    for ((i = 2; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --timeout) ((i++)) ;;
            -*) ;;
            *) ((given++)) ;;
        esac
    done
    if [[ $2 == --timeout ]]; then
        return
    elif [[ $1 == -* && $given -lt 2 ]]; then
        _game_words '--json --timeout --help --version' "$1"
    elif [[ $given -eq 0 ]]; then
        _game_paths "$1" '*'
    elif [[ $given -eq 1 ]]; then
        _game_words 'list status kill start restart quit help subscribe 1 2 3 4' "$1"
    fi
}

_game() {
    COMPREPLY=()
    # Readline takes --output=text for three words.
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local attached=
    if [[ $word == '=' ]]; then
        word=
        attached=1
    elif [[ $before == '=' && $COMP_CWORD -gt 2 ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
        attached=1
    fi
    # Its value has to be attached.
    if [[ $before == --timestamps && -z $attached ]]; then before=; fi

    if [[ ${COMP_WORDS[1]} == ctl && $COMP_CWORD -gt 1 ]]; then
        _game_ctl "$word" "$before"
        return
    fi

    case $before in
        --output) _game_words 'text ndjson' "$word" ;;
        --referee) _game_words 'snake paint' "$word" ;;
        --control-mode) _game_words '0600 0660' "$word" ;;
        --timestamps) _game_words 'start wall' "$word" ;;
        --color) _game_words 'auto always never' "$word" ;;
        --standings) _game_paths "$word" '*.json' ;;
        --timeline) _game_paths "$word" '*.svg' ;;
        --replay | --verify | --ask | --log) _game_paths "$word" '*.ndjson' ;;
        --players | --control) _game_paths "$word" '*' ;;
        --launcher)
            local command
            while IFS= read -r command; do
                COMPREPLY+=("$command")
            done < <(compgen -c -- "$word")
            ;;
        --seed | --speed | --part | --start-at | --max-running | --stop-timeout | --serve) ;;
        *)
            if [[ $word == -* ]]; then
                _game_words '--players --launcher --seed --replay --verify --ask --referee --part --agent --check --speed
                    --start-at --max-running --stop-timeout --fail-fast --no-limits --keep-running --no-keyboard --control
                    --control-mode --serve --play --output --live --log --append --timeline --standings --summary --timestamps --no-clock
                    --color --help
                    --version' "$word"
            elif [[ $COMP_LINE == *' --replay'[\ =]* ]]; then
                _game_paths "$word" '*.ndjson'  # those of the other parts
            elif [[ $COMP_LINE == *' --standings'[\ =]* ]]; then
                _game_paths "$word" '*json'  # a scenario, or results
            else
                _game_paths "$word" '*.json'
                if [[ $COMP_CWORD -eq 1 ]]; then _game_words 'ctl' "$word"; fi
            fi
            ;;
    esac
}

complete -F _game game
