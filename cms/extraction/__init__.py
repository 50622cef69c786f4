"""The text of attached files, read within bounds of size, time, memory and depth, in a process of its own."""
