"""The models a server lists."""
