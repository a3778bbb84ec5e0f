"""The screen, which alone acts: keys come in here, views and the library are told what to do."""
