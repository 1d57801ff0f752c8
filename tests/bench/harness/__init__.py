"""The benchmark's orchestration: who is measured, what, how it is written down and drawn."""
