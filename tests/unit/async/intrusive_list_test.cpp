#include "common/async/intrusive_list.h"

#include <memory>
#include <string>
#include <utility>

#include <doctest/doctest.h>

using async::IntrusiveList;
using async::ListHook;

namespace {

struct Guest : ListHook<Guest> {
    explicit Guest(char initial) : name(initial) {}
    char name;
};

/// Takes everybody out.
std::string names_in(IntrusiveList<Guest>& list) {
    std::string names;
    while (!list.empty())
        names += list.pop_front().name;
    return names;
}

}  // namespace

TEST_CASE("intrusive list: first in, first out") {
    Guest a('a');
    Guest b('b');
    Guest c('c');
    IntrusiveList<Guest> list;
    CHECK(list.empty());
    list.push_back(a);
    list.push_back(b);
    list.push_back(c);
    CHECK(list.size() == 3);
    CHECK(&list.front() == &a);
    CHECK(names_in(list) == "abc");
    CHECK(list.size() == 0);
    CHECK(!a.is_linked());
}

TEST_CASE("intrusive list: anybody can leave, first, last or from the middle, and come back") {
    Guest a('a');
    Guest b('b');
    Guest c('c');
    for (Guest* guest : {&a, &b, &c}) {
        IntrusiveList<Guest> list;
        list.push_back(a);
        list.push_back(b);
        list.push_back(c);
        guest->leave();
        guest->leave();  // twice is as good as once
        CHECK(list.size() == 2);
        list.push_back(*guest);
        std::string expected = "abc";
        std::erase(expected, guest->name);
        CHECK(names_in(list) == expected + guest->name);
    }
}

TEST_CASE("intrusive list: who joins another list leaves the first") {
    Guest a('a');
    Guest b('b');
    IntrusiveList<Guest> first;
    IntrusiveList<Guest> second;
    first.push_back(a);
    first.push_back(b);
    second.push_back(a);
    second.push_back(a);
    CHECK(names_in(first) == "b");
    CHECK(names_in(second) == "a");
}

TEST_CASE("intrusive list: who dies leaves") {
    Guest a('a');
    Guest c('c');
    IntrusiveList<Guest> list;
    list.push_back(a);
    {
        Guest b('b');
        list.push_back(b);
        list.push_back(c);
    }
    CHECK(names_in(list) == "ac");
}

TEST_CASE("intrusive list: a list that dies lets its elements go") {
    Guest a('a');
    Guest b('b');
    {
        IntrusiveList<Guest> list;
        list.push_back(a);
        list.push_back(b);
    }
    CHECK(!a.is_linked());
    IntrusiveList<Guest> list;
    list.push_back(b);
    CHECK(names_in(list) == "b");
}
