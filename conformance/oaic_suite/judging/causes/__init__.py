"""What a maintainer would mend as one change, worked out from the rows of a run and their exchanges."""
