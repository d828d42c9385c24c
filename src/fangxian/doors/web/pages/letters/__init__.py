"""Letters of assistance to and from neighbours (协查函)."""
