"""The executor over Whoosh's index files: snapshots of the index, and searches on them."""
