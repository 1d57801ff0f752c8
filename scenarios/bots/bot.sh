#!/bin/sh
# A player in shell:  sh bot.sh NAME CYCLES PERIOD
name=$1 cycles=$2 period=$3

# The seed is the game's; our number makes it ours. It may be larger than what a shell can count to.
state=$(awk -v seed="${GAME_SEED:-$(od -An -N3 -tu4 /dev/urandom)}" -v worker="${GAME_WORKER:-1}" \
    'BEGIN { printf "%d", (seed % 1073741824) + worker - 1 }')

# Sets `drawn` to a whole number from 0 to 999.
draw() {
    state=$(((state * 1103515245 + 12345) % 2147483648))
    drawn=$((state / 65536 % 1000))
}

cycle=0
while [ "$cycle" -lt "$cycles" ]; do
    draw
    duration=$(awk -v part="$drawn" -v period="$period" -v speed="${GAME_SPEED:-1}" \
        'BEGIN { printf "%.6f", part / 1000 * period / speed }')
    draw
    case $((drawn % 4)) in
        0) direction=N ;;
        1) direction=E ;;
        2) direction=S ;;
        *) direction=W ;;
    esac
    echo "$direction $name" # a shell writes each echo at once
    sleep "$duration"
    cycle=$((cycle + 1))
done
