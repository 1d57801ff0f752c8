/// A list whose links are in its elements. So joining and leaving it never allocates and never
/// fails, and an element that is destroyed leaves the list by itself.
#pragma once

#include <cstddef>

namespace async {

template <class T>
class IntrusiveList;

/// What an element of an IntrusiveList<T> derives from: `class T : public ListHook<T>`. An element
/// is in one list at most.
template <class T>
class ListHook {
  public:
    ListHook() = default;
    ListHook(const ListHook&) = delete;
    ListHook& operator=(const ListHook&) = delete;
    ~ListHook() { leave(); }

    bool is_linked() const { return list_ != nullptr; }

    /// Leaves the list that it is in, if any.
    void leave() {
        if (list_ != nullptr) list_->remove(*this);
    }

  private:
    friend class IntrusiveList<T>;
    IntrusiveList<T>* list_ = nullptr;
    ListHook* previous_ = nullptr;
    ListHook* next_ = nullptr;
};

/// First in, first out. Owns nothing: when the list is destroyed, its elements are in no list.
template <class T>
class IntrusiveList {
  public:
    IntrusiveList() = default;
    IntrusiveList(const IntrusiveList&) = delete;
    IntrusiveList& operator=(const IntrusiveList&) = delete;
    ~IntrusiveList() {
        while (!empty())
            pop_front();
    }

    bool empty() const { return first_ == nullptr; }
    std::size_t size() const { return size_; }

    /// `element` leaves the list that it was in.
    void push_back(ListHook<T>& element) {
        element.leave();
        element.list_ = this;
        element.previous_ = last_;
        (last_ != nullptr ? last_->next_ : first_) = &element;
        last_ = &element;
        ++size_;
    }

    /// Must not be empty.
    T& front() { return static_cast<T&>(*first_); }

    /// Must not be empty.
    T& pop_front() {
        T& element = front();
        remove(element);
        return element;
    }

  private:
    friend class ListHook<T>;

    void remove(ListHook<T>& element) {
        (element.previous_ != nullptr ? element.previous_->next_ : first_) = element.next_;
        (element.next_ != nullptr ? element.next_->previous_ : last_) = element.previous_;
        element.list_ = nullptr;
        element.previous_ = nullptr;
        element.next_ = nullptr;
        --size_;
    }

    ListHook<T>* first_ = nullptr;
    ListHook<T>* last_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace async
