"""Batches broken: as they are made, as they come along, and in what comes of them."""
