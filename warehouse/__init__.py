"""What do we keep, and how? The lake, the build, the checks, the published file and its readers."""
