"""Do the scripts that run before anything is installed say what is missing?"""
