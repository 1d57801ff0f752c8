#!/bin/sh
# Plays what would have beaten the other player's last hand:  sh hands-beat-last.sh
while read -r line; do
    case $line in
        '{"type":"hello"'*) me=${line#*'"players":["'} me=${me%%'"'*} ;;
        '{"type":"turn"'*'"ask":["'*)
            last=${line#*'"state":{"last":{'} last=${last%%'}'*} # "zoe":"rock","ben":"paper"
            case $last in
                "\"$me\":"*) last=${last##*:} ;;
                *) last=${last#*:} last=${last%%,*} ;;
            esac
            case $last in
                '"rock"') echo paper ;;
                '"paper"') echo scissors ;;
                *) echo rock ;;
            esac
            ;;
    esac
done
