"""Reads the statements of a change into its footprint: a module for each family of commands."""
