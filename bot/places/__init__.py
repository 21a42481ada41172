"""Places to go: shelters and COMAR offices by city, as honestly as sources allow."""
