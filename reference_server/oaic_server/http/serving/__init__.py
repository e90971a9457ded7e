"""The process that serves: its socket, how many answer on it, how long a connection may wait, and its end."""
