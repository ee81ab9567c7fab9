"""The theme: templates, styles and scripts; a package only so that the wheel carries it."""
