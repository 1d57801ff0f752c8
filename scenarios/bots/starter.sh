#!/bin/sh
# A snake in shell:  sh starter.sh
# It goes where most is free around it, and food counts more. A square is text like [5,5] in the
# message. So the bodies of snakes that are out count as taken, too.

add() { # X Y: adds the value of this square to the sum
    if [ "$1" -lt 0 ] || [ "$1" -ge "$width" ] || [ "$2" -lt 0 ] || [ "$2" -ge "$height" ]; then
        return
    fi
    case $snakes in *"[$1,$2]"*) return ;; esac
    case $line in *"[$1,$2]"*) sum=$((sum + 3)) ;; *) sum=$((sum + 1)) ;; esac
}

look() { # DIRECTION X Y
    sum=0
    add "$2" "$3"
    if [ "$sum" -eq 0 ]; then return; fi
    add "$2" $(($3 + 1))
    add $(($2 + 1)) "$3"
    add "$2" $(($3 - 1))
    add $(($2 - 1)) "$3"
    if [ "$sum" -gt "$most" ]; then most=$sum move=$1; fi
}

while read -r line; do
    case $line in
        '{"type":"hello"'*) me=${line#*'"players":["'} me=${me%%'"'*} ;;
        '{"type":"turn"'*'"ask":["'*)
            width=${line#*'"width":'} width=${width%%,*}
            height=${line#*'"height":'} height=${height%%,*}
            snakes=${line#*'"snakes":'}
            head=${snakes#*'"name":"'"$me"'"'*'"body":[['}
            x=${head%%,*} y=${head#*,} y=${y%%']'*}
            most=0 move=N
            look N "$x" $((y + 1)); look E $((x + 1)) "$y"
            look S "$x" $((y - 1)); look W $((x - 1)) "$y"
            echo "$move" # a shell writes each echo at once
            ;;
    esac
done
