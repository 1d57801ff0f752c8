/// The coroutine layer: everything that a program of this kind waits for, as `co_await`.
///
/// 1. One thread. A task runs until it awaits; nothing else runs meanwhile: there is no lock.
/// 2. A task is lazy: it starts when it is awaited, or given to a TaskGroup or to the Loop, and
///    ends before whoever did that does.
/// 3. An exception surfaces at the `co_await` of who awaits the task. None is ever swallowed.
/// 4. Stopping is a request, which reaches every task below the one that was asked, wherever it
///    waits, as the exception Cancelled. A task may clean up, and wait for that outside what was
///    stopped, but not go on.
/// 5. Waking only schedules. Nobody is resumed by a destructor, by a stop, or by the one who wakes;
///    the loop resumes in turns, first come first served.
/// 6. What a reader hands out is valid until its coroutine waits again.
/// 7. Destroying a suspended frame is safe: what it waited for forgets it. It is not how tasks end.
/// 8. Whatever holds a handle dies before the Loop, whose destructor proves that all are closed.
///
/// For g++ 12, which miscompiles more than that (tests/unit/compiler_faults_test.cpp): one
/// `co_await` a statement, its result named, its arguments named before it; never in a condition, a
/// ternary, braces or a longer expression; and no lambda that captures is a coroutine.
#pragma once

#include "common/async/condition.h"     // IWYU pragma: export
#include "common/async/loop.h"          // IWYU pragma: export
#include "common/async/queue.h"         // IWYU pragma: export
#include "common/async/semaphore.h"     // IWYU pragma: export
#include "common/async/sleep.h"         // IWYU pragma: export
#include "common/async/task.h"          // IWYU pragma: export
#include "common/async/task_group.h"    // IWYU pragma: export
#include "common/io/file_descriptor.h"  // IWYU pragma: export
#include "common/io/pipe_reader.h"      // IWYU pragma: export
#include "common/io/process.h"          // IWYU pragma: export
#include "common/io/signals.h"          // IWYU pragma: export
