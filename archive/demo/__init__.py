"""The demo: an archive of synthetic articles, so that every page can be judged full."""
