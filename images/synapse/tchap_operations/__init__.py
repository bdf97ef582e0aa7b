"""What Tchap's data layer needs beside its servers: the media store set up, media moved, restores made and judged."""
