/* A player in C:  cc -o bot bot.c && ./bot NAME CYCLES PERIOD */
#define _XOPEN_SOURCE 700

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* The environment variable as a number, or `otherwise` where it is not set. */
static double number_from(const char *variable, double otherwise) {
    const char *text = getenv(variable);
    return text ? atof(text) : otherwise;
}

/* The seed is the game's; our number makes it ours. */
static long seed(void) {
    const char *text = getenv("GAME_SEED");
    if (!text) return (long)time(NULL) ^ (long)getpid();
    return (long)(strtoull(text, NULL, 10) + (unsigned long long)number_from("GAME_WORKER", 1) - 1);
}

static void sleep_for(double seconds) {
    struct timespec duration;
    duration.tv_sec = (time_t)seconds;
    duration.tv_nsec = (long)((seconds - (double)duration.tv_sec) * 1e9);
    nanosleep(&duration, NULL);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: %s NAME CYCLES PERIOD\n", argv[0]);
        return 2;
    }
    const int cycles = atoi(argv[2]);
    const double period = atof(argv[3]);
    const double speed = number_from("GAME_SPEED", 1);
    srand48(seed());

    for (int cycle = 0; cycle < cycles; ++cycle) {
        const double duration = drand48() * period;
        printf("%c %s\n", "NESW"[lrand48() % 4], argv[1]);
        /* Without this, C keeps what it writes to a pipe until the end. */
        fflush(stdout);
        sleep_for(duration / speed);
    }
    return 0;
}
