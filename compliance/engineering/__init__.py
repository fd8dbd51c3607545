"""Published calculations: pure functions of exact SI numbers and plain words, one document a file.

A long document is a few files with one prefix. Each function names the document, the clause and how sure the source of
both is; outside of what the document defines it raises ValueError with a sentence. Nothing here reads a profile or
decides a verdict.
"""
