/// WorkThread: a thread for work that blocks, such as waiting for a disk.
#pragma once

#include "common/async/condition.h"
#include "common/async/handle.h"
#include "common/async/loop.h"
#include "common/async/task.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include <uv.h>

namespace async {

/// Does one piece of work after the other beside the loop. The thread is made for the first one;
/// where there is no room for a thread, the work is done on the loop's, which waits then.
class WorkThread {
  public:
    /// `loop` must outlive it. Throws std::system_error.
    explicit WorkThread(Loop& loop);
    WorkThread(const WorkThread&) = delete;
    WorkThread& operator=(const WorkThread&) = delete;

    /// Waits until the work in hand is done.
    ~WorkThread();

    /// Does `work`, which uses nothing that the loop's thread uses meanwhile, and throws what it
    /// throws. For one coroutine at a time. If this is stopped, the work is still done.
    Task<void> run(std::function<void()> work);

  private:
    static void on_done(uv_async_t* handle);
    bool start_thread();
    void serve();

    Handle<uv_async_t> wake_;
    Condition done_;
    std::mutex mutex_;  ///< of all that follows
    std::condition_variable changed_;
    std::function<void()> work_;
    std::exception_ptr error_;
    bool has_work_ = false;
    bool is_over_ = false;
    std::thread thread_;  ///< last, as it uses the rest
};

}  // namespace async
