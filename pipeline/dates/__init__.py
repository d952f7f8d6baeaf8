"""Persian dates and times: found with offsets (find.py), resolved to days in the Gregorian and Solar Hijri calendars."""
