"""A process of its own: latitude and longitude in, time zone out.

Reading the polygons of all zones takes a third of a second and 35 MiB, holds the interpreter's
lock all that time, and they are then never let go of. A location is shared once in a while, so
nobody else waits for it, and the memory goes back. The place comes by standard input: arguments
are there to be seen in the list of processes.
"""

import sys

import tzfpy


def main() -> None:
    latitude, longitude = map(float, sys.stdin.readline().split())
    sys.stdout.write(tzfpy.get_tz(longitude, latitude))


if __name__ == "__main__":
    main()
