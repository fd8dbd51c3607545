"""Published calculations, one file per document: pure functions, typed, in SI units."""
