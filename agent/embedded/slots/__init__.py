"""What requests are made of: days, ratings, years, lengths, genres and the like, read from words. Pure functions."""
