"""Tools that a client offers: which are called, with what, and what they must satisfy."""
