"""Floor 1½: files without Django. Presence segments, packs, imports, the files `respond` writes."""
