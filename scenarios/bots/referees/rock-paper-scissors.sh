#!/bin/sh
# The referee of rock paper scissors, for two players:  sh rock-paper-scissors.sh
# A move is `rock`, `paper` or `scissors`; none, or another one, loses against each of them. The
# setting `rounds` is how many are played; 10. The state has the moves of the last round.
#
# It needs no JSON program: names stay as they are in JSON, and moves are found in the text.

# Sets `move` to the move of a player, `none` without a usable one; and `is_out`.
hear() {
    move=none is_out=0
    case $line in
        *"\"$1\":{\"status\":\"ok\",\"move\":\"rock\""*) move=rock ;;
        *"\"$1\":{\"status\":\"ok\",\"move\":\"paper\""*) move=paper ;;
        *"\"$1\":{\"status\":\"ok\",\"move\":\"scissors\""*) move=scissors ;;
        *"\"$1\":{\"status\":\"ok\""*) events="$events,{\"player\":\"$1\",\"illegal\":\"no such hand\"}" ;;
        *"\"$1\":{\"status\":\"out\""*) is_out=1 ;;
    esac
}

while read -r line; do
    case $line in
        '{"type":"start"'*)
            a=${line#*'"players":["'} a=${a%%'"]'*}
            b=${a#*'","'} a=${a%%'","'*}
            rounds=10
            case $line in *'"rounds":'*) rounds=${line#*'"rounds":'} rounds=${rounds%%[!0-9]*} ;; esac
            turn=0 won_a=0 won_b=0 move_a=none move_b=none out_a=0 out_b=0 events=
            ;;
        '{"type":"moves"'*)
            events=
            hear "$a"
            move_a=$move out_a=$is_out
            hear "$b"
            move_b=$move out_b=$is_out
            case $move_a-$move_b in
                rock-scissors | paper-rock | scissors-paper | rock-none | paper-none | scissors-none)
                    won_a=$((won_a + 1)) ;;
                scissors-rock | rock-paper | paper-scissors | none-rock | none-paper | none-scissors)
                    won_b=$((won_b + 1)) ;;
            esac
            turn=$((turn + 1))
            ;;
    esac
    state="{\"last\":{\"$a\":\"$move_a\",\"$b\":\"$move_b\"},\"won\":{\"$a\":$won_a,\"$b\":$won_b}}"
    rows="[\"$a: $move_a, $won_a won\",\"$b: $move_b, $won_b won\"]"
    told="\"state\":$state,\"rows\":$rows,\"events\":[${events#,}]"
    if [ "$turn" -lt "$rounds" ] && [ "$out_a$out_b" = 00 ]; then
        printf '{"type":"turn","turn":%d,"ask":["%s","%s"],%s}\n' $((turn + 1)) "$a" "$b" "$told"
        continue
    fi
    reason='all rounds played'
    case $out_a$out_b in
        00) ;;
        10) reason="$a left" won_a=-1 ;;
        01) reason="$b left" won_b=-1 ;;
        *) reason='both players left' ;;
    esac
    rank_a=1 rank_b=1
    if [ "$won_a" -lt "$won_b" ]; then rank_a=2; fi
    if [ "$won_b" -lt "$won_a" ]; then rank_b=2; fi
    printf '{"type":"end","turn":%d,"reason":"%s",%s,"ranks":[' "$turn" "$reason" "$told"
    printf '{"player":"%s","rank":%d,"score":%d},' "$a" "$rank_a" "$won_a"
    printf '{"player":"%s","rank":%d,"score":%d}]}\n' "$b" "$rank_b" "$won_b"
done
