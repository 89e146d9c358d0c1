"""Files of records: read in the background, brought in whole or not at all, reported on."""
