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

    case $before in
        --output) _game_words 'text ndjson' "$word" ;;
        --referee) _game_words 'snake paint' "$word" ;;
        --timestamps) _game_words 'start wall' "$word" ;;
        --color) _game_words 'auto always never' "$word" ;;
        --timeline) _game_paths "$word" '*.svg' ;;
        --replay | --log) _game_paths "$word" '*.ndjson' ;;
        --players | --control) _game_paths "$word" '*' ;;
        --launcher)
            local command
            while IFS= read -r command; do
                COMPREPLY+=("$command")
            done < <(compgen -c -- "$word")
            ;;
        --seed | --speed | --max-running | --stop-timeout) ;;
        *)
            if [[ $word == -* ]]; then
                _game_words '--players --launcher --seed --replay --referee --check --speed
                    --max-running --stop-timeout --fail-fast --keep-running --control --output
                    --log --append --timeline --summary --timestamps --no-clock --color --help
                    --version' "$word"
            else
                _game_paths "$word" '*.json'
            fi
            ;;
    esac
}

complete -F _game game
