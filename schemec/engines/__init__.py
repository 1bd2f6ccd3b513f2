"""Engines that run the extraction query: one file each, the only one that imports its database."""
