/* A snake in C:  sh compile-and-run.sh starter.c
   It goes where most is free around it, and food counts more. It needs no JSON library: a square is
   text like [5,5] in the message. So the bodies of snakes that are out count as taken, too. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int value(const char *state, int x, int y) {
    const int width = atoi(strstr(state, "\"width\":") + 8);
    const int height = atoi(strstr(state, "\"height\":") + 9);
    char square[32];
    snprintf(square, sizeof square, "[%d,%d]", x, y);
    if (x < 0 || x >= width || y < 0 || y >= height) return 0;
    return strstr(strstr(state, "\"snakes\":"), square) ? 0 : strstr(state, square) ? 3 : 1;
}

static char choose(const char *state, const char *me) {
    static const int step_x[] = {0, 1, 0, -1}, step_y[] = {1, 0, -1, 0};
    int head_x = 0, head_y = 0, most = 0, best = 0;
    sscanf(strstr(strstr(state, me), "\"body\":"), "\"body\":[[%d,%d]", &head_x, &head_y);
    for (int i = 0; i < 4; ++i) {
        const int x = head_x + step_x[i], y = head_y + step_y[i];
        int sum = value(state, x, y);
        for (int k = 0; sum > 0 && k < 4; ++k) sum += value(state, x + step_x[k], y + step_y[k]);
        if (sum > most) most = sum, best = i;
    }
    return "NESW"[best];
}
int main(void) {
    char *line = NULL, me[300] = "\"name\":"; /* and our name: so it stands in the state */
    for (size_t size = 0; getline(&line, &size, stdin) > 0;) {
        if (strncmp(line, "{\"type\":\"hello\"", 15) == 0)
            sscanf(strstr(line, "\"players\":[") + 11, "%280[^],]", me + 7);
        if (strncmp(line, "{\"type\":\"turn\"", 14) != 0 || strstr(line, "\"ask\":[]")) continue;
        printf("%c\n", choose(line, me));
        fflush(stdout); /* without it, C keeps what it writes to a pipe until the end */
    }
}
