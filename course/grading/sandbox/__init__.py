"""Kernels that are shut in: no network, no files but their own, and a limit to everything."""
