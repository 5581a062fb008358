"""Tables as a whole: what was corrected, what titles and contents say, and purchases over their bounds."""
