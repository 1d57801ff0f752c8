/// The coroutine layer: Task, TaskGroup, Loop, and what tasks wait for with `co_await`. Descriptors
/// and processes are in common/io/io.h. Programs to start from: common/async/examples/.
///
/// 1. There is one thread. A task runs until it awaits something; nothing else runs meanwhile. So
///    there are no locks.
/// 2. A task is lazy: it starts when it is awaited, or when it is given to a TaskGroup or to the
///    Loop. It ends before the task, group or loop that started it does.
/// 3. An exception surfaces at the `co_await` of the task that failed. No exception is swallowed.
/// 4. A stop is a request. It reaches every task below the one that is stopped, wherever that task
///    waits, as the exception Cancelled. The task may clean up, but must then end. If the cleaning
///    up has to wait, do it in a TaskGroup whose context has no stop token.
/// 5. Waking a task only schedules it. No destructor, stop or wake-up runs a task; the loop resumes
///    tasks in turns, first come first served.
/// 6. What a reader returns is valid until its coroutine waits again.
/// 7. Destroying a suspended task is safe: whatever it waits for forgets it. But a task normally
///    ends by running to its end: join every TaskGroup, and let nothing that waits stand between
///    `start` and `join`.
/// 8. Everything that holds a libuv handle must be destroyed before the Loop. The Loop's destructor
///    checks that all handles are closed.
///
/// g++ 12 miscompiles some coroutines (tests/unit/async/compiler_faults_test.cpp). These rules
/// avoid it: write one `co_await` a statement; name its result, and name its arguments before it;
/// never put it in a condition, a ternary, braces or a longer expression. A lambda that captures is
/// never a coroutine. `.ci/check-coroutines FILE...` finds what breaks these rules.
#pragma once

#include "common/async/condition.h"   // IWYU pragma: export
#include "common/async/loop.h"        // IWYU pragma: export
#include "common/async/queue.h"       // IWYU pragma: export
#include "common/async/semaphore.h"   // IWYU pragma: export
#include "common/async/sleep.h"       // IWYU pragma: export
#include "common/async/task.h"        // IWYU pragma: export
#include "common/async/task_group.h"  // IWYU pragma: export
#include "common/async/timeout.h"     // IWYU pragma: export
