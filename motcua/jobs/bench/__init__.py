"""The project's benchmarks: each figure beside the raw limit measured in the same run."""
