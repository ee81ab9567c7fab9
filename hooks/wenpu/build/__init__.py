"""From values to files: MkDocs is set up, run and served from here."""
