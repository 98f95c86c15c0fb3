"""The whole data set in forms that other programs read."""
