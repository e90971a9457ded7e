"""Uploads broken: as they begin, become files, or are given up."""
