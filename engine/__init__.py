"""What follows from the numbers: pure Python and numpy, plain data in and plain data out.

No Django, no clock, and no input or output but the command line (`python -m engine`).
The rules are those of `docs/design/evaluation.md` and `docs/design/journeys.md`.
"""
