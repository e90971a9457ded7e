"""Which rows a run judges: by profile, part, release, or what another run left open."""
