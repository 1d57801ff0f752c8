// A snake in C++:  sh compile-and-run.sh starter.cpp
// It goes where most is free around it, and food counts more. It needs no JSON library: a square is
// text like [5,5] in the message. So the bodies of snakes that are out count as taken, too.
#include <iostream>
#include <string>

int number_after(const std::string& text, const std::string& key, std::size_t start = 0) {
    return std::stoi(text.substr(text.find(key, start) + key.size()));
}

int value(const std::string& state, int x, int y) {
    if (x < 0 || x >= number_after(state, "\"width\":")) return 0;
    if (y < 0 || y >= number_after(state, "\"height\":")) return 0;
    const std::string square = "[" + std::to_string(x) + "," + std::to_string(y) + "]";
    if (state.find(square, state.find("\"snakes\":")) < state.size()) return 0;
    return state.find(square) < state.size() ? 3 : 1;
}
char choose(const std::string& state, const std::string& me) {
    static const int step_x[] = {0, 1, 0, -1}, step_y[] = {1, 0, -1, 0};
    const std::size_t body = state.find("[[", state.find("\"name\":" + me));
    const int head_x = number_after(state, "[[", body), head_y = number_after(state, ",", body);
    int most = 0, best = 0;
    for (int i = 0; i < 4; ++i) {
        const int x = head_x + step_x[i], y = head_y + step_y[i];
        int sum = value(state, x, y);
        for (int k = 0; sum > 0 && k < 4; ++k) sum += value(state, x + step_x[k], y + step_y[k]);
        if (sum > most) most = sum, best = i;
    }
    return "NESW"[best];
}
int main() {
    for (std::string line, me; std::getline(std::cin, line);) {
        if (line.find("{\"type\":\"hello\"") == 0)
            me = line.substr(line.find("\"players\":[") + 11), me.resize(me.find(']'));
        if (line.find("{\"type\":\"turn\"") == 0 && line.find("\"ask\":[]") > line.size())
            std::cout << choose(line, me) << std::endl;  // endl flushes
    }
}
