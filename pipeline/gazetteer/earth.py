"""Distances on the Earth.

In: degrees. Out: kilometres.
"""

import numpy as np
import numpy.typing as npt

_RADIUS_KM = 6371.0


def distances_km(
    latitude: float, longitude: float, latitudes: npt.NDArray[np.float64], longitudes: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Great-circle distances from one point to many (haversine)."""
    here, there = np.radians(latitude), np.radians(latitudes)
    north = (there - here) / 2
    east = np.radians(longitudes - longitude) / 2
    chord = np.sin(north) ** 2 + np.cos(here) * np.cos(there) * np.sin(east) ** 2
    return np.asarray(2 * _RADIUS_KM * np.arcsin(np.sqrt(chord)), dtype=np.float64)
