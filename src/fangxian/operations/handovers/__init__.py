"""Letters of assistance (协查函): people handed to the office of another place, with an acknowledgement and an answer."""
