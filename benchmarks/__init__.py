"""Speed and memory, one line a figure: `python -m benchmarks [NAME…]`. Needs the development install."""
