"""Every rule as data, beside the loader that checks it: kinds, words, codes, identities, sentences."""
