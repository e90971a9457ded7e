"""Two servers of one model, asked the same: where their answers differ in anything but the words."""
