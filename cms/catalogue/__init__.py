"""The catalogue of messages: found in the sources, kept in one file a language, compiled without system gettext."""
