/// Ownership of libuv's handles.
#pragma once

#include <memory>
#include <system_error>

#include <uv.h>

namespace async {

/// Throws std::system_error if `result`, of a libuv function, is an error. `what` says what could
/// not be done.
inline void throw_on_error(int result, const char* what) {
    if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

/// Closes a handle. Its memory is freed when libuv calls back, in a later turn of the loop. Until
/// then its `data` is null, and none of its other callbacks is called.
struct CloseHandle {
    template <class T>
    void operator()(T* handle) const {
        handle->data = nullptr;
        uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) {
            const std::unique_ptr<T> memory(reinterpret_cast<T*>(closed));
        });
    }
};

/// An initialised libuv handle (uv_timer_t, uv_pipe_t, …) on the heap. It is closed when this is
/// destroyed, which must be before the Loop is.
template <class T>
using Handle = std::unique_ptr<T, CloseHandle>;

/// Makes a handle with `init`, one of libuv's uv_*_init functions; `arguments` are those after the
/// handle. `data` is for the handle's callbacks. Throws std::system_error.
template <class T, class Init, class... Arguments>
Handle<T> make_handle(void* data, Init init, uv_loop_t* loop, Arguments... arguments) {
    auto memory = std::make_unique<T>();
    throw_on_error(init(loop, memory.get(), arguments...), "cannot make a libuv handle");
    memory->data = data;
    return Handle<T>(memory.release());
}

}  // namespace async
