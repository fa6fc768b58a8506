"""The face: what a person sees of the warehouse, in a terminal and in a browser."""
