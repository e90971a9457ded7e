"""Speech, written down."""
