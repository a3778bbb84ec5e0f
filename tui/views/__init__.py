"""Views: virtualised Line API widgets that draw what they are given and decide nothing."""
