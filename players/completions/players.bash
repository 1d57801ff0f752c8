# bash completion for players(1). Needs nothing but bash, so it can also be sourced by hand.

_players() {
    COMPREPLY=()
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
    case $before in
        =) before=${COMP_WORDS[COMP_CWORD - 2]} ;;
    esac
    if [[ $word == '=' ]]; then word=; fi
    words='1 2 3 4'
    if [[ $word == -* ]]; then words='--list --player --seed --speed --strategy --help --version'; fi
    case $before in
        --player | --seed | --speed) return ;;
        --strategy) words='random careful' ;;
    esac
    local found
    while IFS= read -r found; do
        COMPREPLY+=("$found")
    done < <(compgen -W "$words" -- "$word")
}

complete -F _players players
