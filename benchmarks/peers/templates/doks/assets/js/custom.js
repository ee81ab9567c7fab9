// The theme asks for this one; a shop has nothing to add.
