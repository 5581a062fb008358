"""One project in the lists, forms and passages of a document."""
