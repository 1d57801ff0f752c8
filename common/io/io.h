/// Descriptors, signals and processes as things to wait for, on top of the coroutine layer
/// (common/async/async.h).
///
/// - FileDescriptor owns a descriptor; Pipe is two of them.
/// - PipeReader reads a pipe or socket of our own, in slices; readers share one ReadBuffer.
/// - Input reads a descriptor that others share, for example standard input.
/// - LineReader turns either into lines.
/// - Readiness waits until somebody else's descriptor can be read or written.
/// - SignalWatcher receives signals.
/// - run_process runs a program to its end and returns what it wrote. Subprocess does it step by
///   step. Process is the lower layer, for thousands of children.
///
/// A reader's bytes are valid until its coroutine waits again. All objects must be destroyed before
/// the Loop; what they read from must stay open while they live.
#pragma once

#include "common/io/file_descriptor.h"  // IWYU pragma: export
#include "common/io/input.h"            // IWYU pragma: export
#include "common/io/line_reader.h"      // IWYU pragma: export
#include "common/io/pipe_reader.h"      // IWYU pragma: export
#include "common/io/process.h"          // IWYU pragma: export
#include "common/io/readiness.h"        // IWYU pragma: export
#include "common/io/signals.h"          // IWYU pragma: export
#include "common/io/subprocess.h"       // IWYU pragma: export
