/// Ownership of libuv's handles.
#pragma once

#include <memory>
#include <system_error>

#include <uv.h>

namespace async {

/// Throws the std::system_error that a libuv result stands for, if it stands for one. `what` says
/// what could not be done.
inline void throw_on_error(int result, const char* what) {
    if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

/// Closes a handle. Its memory lives on until libuv calls back, in a later turn of the loop; its
/// `data` is null from now on, and its other callbacks are not called again.
struct CloseHandle {
    template <class T>
    void operator()(T* handle) const {
        handle->data = nullptr;
        uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* closed) {
            const std::unique_ptr<T> memory(reinterpret_cast<T*>(closed));
        });
    }
};

/// An initialised libuv handle (uv_timer_t, uv_pipe_t, …), on the heap, closed when it is dropped.
template <class T>
using Handle = std::unique_ptr<T, CloseHandle>;

/// Makes a handle with `init`, one of libuv's uv_*_init functions, and its arguments after the
/// handle. Throws std::system_error.
template <class T, class Init, class... Arguments>
Handle<T> make_handle(void* data, Init init, uv_loop_t* loop, Arguments... arguments) {
    auto memory = std::make_unique<T>();
    throw_on_error(init(loop, memory.get(), arguments...), "cannot make a libuv handle");
    memory->data = data;
    return Handle<T>(memory.release());
}

}  // namespace async
