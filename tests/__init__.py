"""The tests: the modules by name, the documents as read by people, the commands as run."""
