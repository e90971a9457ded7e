"""What a run is to do: from the command line, variables and files to one set of settings."""
