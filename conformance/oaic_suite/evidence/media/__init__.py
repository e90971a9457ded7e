"""Pictures and sounds, recognised by their bytes: what each is, and whether it is whole."""
