"""Many films in one go: found, judged by workers, kept, and put in the order of who needs a look.

The parent finds the films, gives them out and is the only one that writes into the target folder's
results, pages and history; a worker judges one film into a folder that nobody reads yet.
"""
